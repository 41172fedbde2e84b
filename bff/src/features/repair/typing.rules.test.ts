import { defaultPolicy } from '../policy/policy.door.js';
import { judge } from './typing.rules.js';

const thresholds = defaultPolicy.recognition;
const burst = (confidenceBp: number) => ({ words: '爆管', confidenceBp });
const heard = (confidenceBp: number, emergency: ReturnType<typeof burst> | null = null) => ({
  typeId: 'plumbing',
  confidenceBp,
  emergency,
});
const said = (more: Partial<Parameters<typeof judge>[0]>) =>
  judge({ chosenType: null, chosenEmergency: null, denied: false, heard: null, ...more }, thresholds, 'other');

describe('what a report is', () => {
  test.each([
    {
      name: 'what the owner chose holds',
      input: { chosenType: 'lift', heard: heard(9000) },
      typeId: 'lift',
      source: 'owner',
      undecided: false,
    },
    {
      name: 'heard from the threshold on',
      input: { heard: heard(6000) },
      typeId: 'plumbing',
      source: 'recogniser',
      undecided: false,
    },
    {
      name: 'below it a person decides',
      input: { heard: heard(5999) },
      typeId: 'other',
      source: 'recogniser',
      undecided: true,
    },
    { name: 'nothing heard, a person decides', input: {}, typeId: 'other', source: 'recogniser', undecided: true },
  ])('$name', ({ input, typeId, source, undecided }) => {
    expect(said(input)).toMatchObject({ typeId, source, undecided });
  });

  test.each([
    {
      name: 'sure words are an emergency, whatever was chosen',
      input: { chosenType: 'plumbing', heard: heard(9000, burst(thresholds.emergencyThresholdBp)) },
      emergency: '爆管',
      hint: null,
    },
    {
      name: 'less sure ones are a question to the desk',
      input: { heard: heard(9000, burst(thresholds.emergencyThresholdBp - 1)) },
      emergency: null,
      hint: '爆管',
    },
    {
      name: 'unsure ones are nothing',
      input: { heard: heard(9000, burst(thresholds.emergencyHintBp - 1)) },
      emergency: null,
      hint: null,
    },
    {
      name: 'what the owner denied is a question to the desk',
      input: { denied: true, heard: heard(9000, burst(9900)) },
      emergency: null,
      hint: '爆管',
    },
    {
      name: 'of an undecided type it is a question, and rings',
      input: { heard: heard(3000, burst(9900)) },
      emergency: null,
      hint: '爆管',
    },
    {
      name: 'of another type than the chosen one it is a question',
      input: { chosenType: 'lift', heard: heard(9000, burst(9900)) },
      emergency: null,
      hint: '爆管',
    },
    {
      name: 'what the owner ticked holds',
      input: { chosenType: 'plumbing', chosenEmergency: '大量漏水', heard: heard(9000, burst(9900)) },
      emergency: '大量漏水',
      hint: null,
    },
  ])('$name', ({ input, emergency, hint }) => {
    expect(said(input)).toMatchObject({ emergency, emergencyHint: hint });
  });

  test('as sure as the threshold of a question asks one', () => {
    expect(said({ heard: heard(9000, burst(thresholds.emergencyHintBp)) }).emergencyHint).toBe('爆管');
  });

  test('how sure the hearing was is kept, and nothing where nothing was heard', () => {
    expect(said({ heard: heard(8000) }).confidenceBp).toBe(8000);
    expect(said({ chosenType: 'lift' })).toMatchObject({ confidenceBp: null, sample: null, emergency: null });
  });

  test('a choice beside what was heard is kept to learn from', () => {
    expect(said({ chosenType: 'lift', heard: heard(8000) }).sample).toEqual({
      suggestedType: 'plumbing',
      confidenceBp: 8000,
      chosenType: 'lift',
      chosenEmergency: null,
    });
    expect(said({ heard: heard(8000) }).sample).toBeNull();
  });
});
