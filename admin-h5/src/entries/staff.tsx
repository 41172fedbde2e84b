import 'virtual:tokens.css';
import '../styles/base.css';
import '../styles/staff.css';
import '../styles/loop.css';
import '../styles/money.css';
import '../styles/charges.css';
import '../styles/alarm.css';
import '../styles/telemetry.css';
import '../styles/print.css';
import { createRoot } from 'react-dom/client';
import { applyTheme } from '../lib/media';
import { StaffApp } from '../routes/StaffApp';

applyTheme();
const root = document.getElementById('root');
if (root) createRoot(root).render(<StaffApp />);

// The worker's phone opens the app without network; only built pages have a service worker.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/staff/sw.js', { scope: '/staff/' }).catch(() => undefined);
}
