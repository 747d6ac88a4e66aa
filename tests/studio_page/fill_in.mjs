// Brings a view into the state in which it shows most, in either language.

const ARTICLE = 'https://www.newsroom.example/a/1.html';

const STEPS = {
  async write(page) {
    await page.locator('.form-section.rules .card').first().waitFor();
    await page.locator('.editor').getByText('[pack]').first().waitFor();
  },
  async see(page) {
    await page.locator('.situation input[type=url]').fill(ARTICLE);
    await page.locator('.situation').getByRole('button', { name: /example page|страницу-пример/ }).click();
    await page.locator('.situation button.primary').click();
    await page.locator('.mark').first().waitFor();
  },
  async map(page) {
    await page.locator('.map-head input[type=url]').fill(ARTICLE);
    await page.locator('.region-list tbody tr').first().waitFor();
  },
  async test(page) {
    await page.locator('.tests li').first().waitFor();
    await page.locator('.coverage').waitFor();
  },
  async compare(page) {
    await page.locator('.compare h2').waitFor();
  },
  async approve(page) {
    await page.locator('.signing').waitFor();
    await page.locator('.sign-off button').first().click();
    await page.locator('.sheet').waitFor();
  },
  async audit(page) {
    await page.locator('.audit-findings tbody tr').first().waitFor();
  },
};

export const fill_in = (page, view) => STEPS[view](page);
