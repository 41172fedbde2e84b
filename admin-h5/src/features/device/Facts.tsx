import { Fragment, type ReactNode } from 'react';
import type { DeviceView } from 'shared-types/staffDevice';
import { t } from '../../locales/zh-CN/device';

/** 电子身份证: what the device is. */
export const Facts = ({ device: d }: { device: DeviceView }) => {
  const facts: [string, ReactNode][] = [
    [t.fact.code, d.code],
    [t.fact.kind, d.kindWords],
    [t.fact.place, d.place.label],
    [t.fact.spot, d.place.spot],
    [t.fact.brand, d.brand],
    [t.fact.model, d.model],
    [t.fact.serial, d.serial],
    [t.fact.vendor, d.vendor],
    [t.fact.installedOn, d.installedOn],
    [t.fact.warranty, d.warrantyUntil && `${d.warrantyUntil} · ${d.warrantyWords ?? ''}`],
    [t.fact.protocol, d.protocolWords],
    [t.fact.firmware, d.firmware],
    [t.fact.remark, d.remark],
  ];
  return (
    <section className="card pad col g2">
      <h2>{t.identity}</h2>
      <dl className="kv">
        {facts.map(([name, value]) =>
          value ? (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </Fragment>
          ) : null,
        )}
      </dl>
    </section>
  );
};
