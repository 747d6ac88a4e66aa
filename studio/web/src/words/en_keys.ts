// What the form calls the keys of the rule language.
export const keys = {
  // [pack]
  id: 'Name', title: 'Title', owner: 'Who answers for it', legal_basis: 'Legal basis', publisher: 'Publisher',
  reference: 'Where readers learn more', effective: 'In force from', expires: 'In force until', time_zone: 'Time zone',
  review_by: 'Review by', retired: 'Retired',
  // [regions], [notices]
  include: 'Includes', exclude: 'Leaves out', uncertain: 'If it is not known', kind: 'Kind', text: 'Words',
  // [[rules]]
  when: 'When', unless: 'Unless', in: 'In', insert: 'Put a notice in', remove: 'Take out', disable: 'Make inert',
  replace: 'Replace', label: 'Label names', withhold: 'Withhold', attributes: 'Change attributes', headers: 'Response fields',
  block: 'Block', acknowledge: 'Ask to acknowledge', when_unknown: 'Readers of unknown place', on_failure: 'If it fails',
  non_html: 'What is no page', mode: 'Mode', severity: 'How bad a breach is',
  // conditions
  region: 'Reader’s region', site: 'Site', path: 'Path', query: 'Query', method: 'Method', language: 'Page’s language',
  reader_language: 'Reader’s language', content_type: 'Content type', status: 'Status', page_has: 'Page has',
  page_mentions: 'Page mentions', article_tag: 'Article’s tag', article_author: 'Article’s author',
  article_published: 'Article published', between: 'Between', from: 'From', before: 'Until before',
  // actions
  notice: 'Notice', at: 'Place', widgets: 'Widgets', elements: 'Elements (CSS)', reason: 'Reason (notice)', with: 'With',
  mentions: 'Names', which: 'Which', set: 'Set', authority: 'Authority', days: 'Days',
  // [[tests]]
  name: 'What it shows', reader: 'Reader', url: 'Address', page: 'Page (file)', html: 'Page (HTML)', response: 'Response',
  expect: 'Expected', ip: 'IP address', languages: 'Languages', accepted: 'Has accepted', notices: 'Notices',
  removed: 'Removed widgets', absent: 'Absent (CSS)', present: 'Present (CSS)', no_text: 'Without the words',
  regions: 'Regions', rules: 'Rules', tests: 'Tests', pack: 'Pack',
};
