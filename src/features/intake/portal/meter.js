// Lets the meter follow the typing. Nothing is saved by it: the answers are, by the buttons, with or without this script.
const form = document.getElementById('answers');
const meter = document.getElementById('meter');
const [, address] = /^(.*\/)[^/]+$/.exec(new URL(form.action).pathname);
const PAUSE_MS = 400;
let waiting = 0;
let asked = 0;

form.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(measure, PAUSE_MS);
});

async function measure() {
  const question = ++asked;
  const answer = await fetch(`${address}meter`, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form)),
  }).catch(() => null);
  // A late answer to an older question says nothing any more.
  if (!answer?.ok || question !== asked || !answer.headers.get('content-type')?.includes('json')) return;
  const { percent, value, gives, wanting } = await answer.json();
  meter.querySelector('meter').value = percent;
  meter.querySelector('strong').textContent = value;
  meter.querySelector('#gives').textContent = gives;
  meter.querySelector('#wanting').textContent = wanting;
  meter.querySelector('#wanting').hidden = wanting === '';
}
