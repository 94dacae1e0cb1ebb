import type { SimulatedIncident } from './incident.ts';

/** Writes a simulated report as a provider's `<report>` document (interop page, 1.4). */
export function writeIspwsReport(incident: SimulatedIncident): string {
  const { person } = incident;
  const at = incident.zoneStated ? incident.at.toISOString() : incident.at.toISOString().slice(0, -1);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<report>',
    incident.bundle ? '<batchedReport reason="VIRAL_POTENTIAL_MEME"/>' : '',
    '<incidentSummary>',
    element('incidentType', incident.incidentType),
    element('platform', incident.platform),
    incident.urgent ? element('escalateToHighPriority', incident.narrative) : '',
    element('incidentDateTime', at),
    '</incidentSummary>',
    '<internetDetails><webPageIncident>',
    element('url', `https://site.example/u/${person.id}`),
    '</webPageIncident></internetDetails>',
    `<reporter><reportingPerson>${element('firstName', 'Trust')}${element('lastName', 'Desk')}${element('email', 'trust@provider.example')}</reportingPerson></reporter>`,
    `<personOrUserReported>${reported(incident, at)}</personOrUserReported>`,
    element('additionalInfo', incident.narrative),
    '</report>',
  ].join('');
}

function reported(incident: SimulatedIncident, at: string): string {
  const { person } = incident;
  return [
    '<personOrUserReportedPerson>',
    element('firstName', incident.firstName),
    element('lastName', incident.lastName),
    person.phone ? element('phone', person.phone) : '',
    element('email', person.email),
    incident.statesPlace ? address(incident) : '',
    element('dateOfBirth', person.birthDate),
    '</personOrUserReportedPerson>',
    element('espIdentifier', person.accountId),
    element('espService', incident.platform),
    element('screenName', incident.handle),
    ...incident.captures.map(
      (capture) =>
        `<ipCaptureEvent>${element('ipAddress', capture.address)}${element('eventName', capture.event)}${element('dateTime', at)}${capture.port ? element('port', String(capture.port)) : ''}</ipCaptureEvent>`,
    ),
    `<deviceId>${element('idType', 'Example')}${element('idValue', person.deviceId)}</deviceId>`,
  ].join('');
}

function address({ person }: SimulatedIncident): string {
  const { home } = person;
  const region = home.country === 'US' ? element('state', home.region) : element('nonUsaState', home.region);
  const postal = home.postalPrefix ? element('zipCode', `${home.postalPrefix} 1A1`) : '';
  return `<address type="Home">${element('city', home.city)}${postal}${region}${element('country', home.country)}</address>`;
}

function element(name: string, text: string): string {
  return `<${name}>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${name}>`;
}
