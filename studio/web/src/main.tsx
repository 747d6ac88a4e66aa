// The studio's page: takes the token, asks what there is, and draws.
import { render } from 'preact';
import { take_token } from './api/client';
import { apply_preferences } from './state/preferences';
import { follow_address } from './state/route';
import { warn_of_drafts } from './state/leaving';
import { Studio, Keyless } from './shell/studio';
import './styles/all.css';

const root = document.getElementById('studio');
if (root) {
  const has_token = take_token();
  apply_preferences();
  follow_address();
  warn_of_drafts();
  // The whole address, entered where the page already is, loads nothing by itself.
  if (!has_token) addEventListener('hashchange', () => location.reload());
  render(has_token ? <Studio /> : <Keyless />, root);
}
