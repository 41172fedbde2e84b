import { bodyOf, emptyForm, isWhole, placeMissing } from './deviceForm';

const form = { ...emptyForm, code: ' DT-1 ', name: '客梯', areaId: 'AREA', buildingId: 'BUILDING', unitId: 'UNIT' };

it('sends the chosen place only', () => {
  expect(bodyOf({ ...form, where: 'area' })).toMatchObject({ areaId: 'AREA', buildingId: null, unitId: null });
  expect(bodyOf({ ...form, where: 'building' })).toMatchObject({
    areaId: null,
    buildingId: 'BUILDING',
    unitId: 'UNIT',
  });
  expect(bodyOf({ ...form, where: 'none' })).toMatchObject({ areaId: null, buildingId: null, houseId: null });
  expect(bodyOf(form).code).toBe('DT-1');
});

it('is whole with a number, a name and the place that was chosen', () => {
  expect(isWhole(form)).toBe(true);
  expect(isWhole({ ...form, name: ' ' })).toBe(false);
  expect(placeMissing({ ...form, where: 'house' })).toBe(true);
  expect(placeMissing({ ...form, where: 'none' })).toBe(false);
});

it('leaves days out that were not given', () => {
  expect(bodyOf(form)).toMatchObject({ installedOn: null, warrantyUntil: null });
  expect(bodyOf(form)).not.toHaveProperty('protocol');
});
