import 'virtual:tokens.css';
import '../styles/base.css';
import '../styles/kiosk.css';
import { createRoot } from 'react-dom/client';
import { KioskApp } from '../features/kiosk/KioskApp';

document.documentElement.dataset.theme = 'kiosk';
const root = document.getElementById('root');
if (root) createRoot(root).render(<KioskApp />);
