import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../test/chromium.ts';

/** A real browser, headless; root needs the first flag, a closed network the others. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface VisitorWish {
  readonly javaScript: boolean;
  /** Phones are how most neighbours come; the desk is wide. */
  readonly screen?: 'phone' | 'desk';
  /** What her browser asks for; es-MX unless said. */
  readonly locale?: string;
  /** Milliseconds that she waits for a page; a thousand proposals take longer than one. */
  readonly patience?: number;
  /** A Cookie header. */
  readonly cookie?: string;
}

const screens = { phone: { width: 390, height: 844 }, desk: { width: 1366, height: 900 } };

/**
 * A person in front of the product: finds things by what they are called, and every page she comes to is checked for
 * accessibility.
 */
export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #address: string;
  readonly #javaScript: boolean;
  readonly #looked = new Set<string>();
  #copy: Page | undefined;

  private constructor(page: Page, context: BrowserContext, address: string, javaScript: boolean) {
    this.page = page;
    this.#context = context;
    this.#address = address;
    this.#javaScript = javaScript;
  }

  static async comes(browser: Browser, address: string, wish: VisitorWish): Promise<Visitor> {
    const context = await browser.newContext({
      javaScriptEnabled: wish.javaScript,
      locale: wish.locale ?? 'es-MX',
      viewport: screens[wish.screen ?? 'phone'],
    });
    const cookies = (wish.cookie ?? '').split('; ').filter((pair) => pair !== '');
    await context.addCookies(
      cookies.map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: address };
      }),
    );
    context.setDefaultTimeout(wish.patience ?? 12_000);
    return new Visitor(await context.newPage(), context, address, wish.javaScript);
  }

  /** Opens an address of the city and expects a page there. */
  async goes(path: string): Promise<void> {
    const response = await this.page.goto(this.#address + path);
    if (!response || response.status() >= 400) throw new Error(`${path} answers ${response?.status()}`);
    await this.looks();
  }

  /** Presses a button or follows a link by its words, and waits for the page that comes. */
  async presses(name: string | RegExp, { within = 'main' }: { within?: string } = {}): Promise<void> {
    const place = this.page.locator(within);
    const wish = { name, exact: typeof name === 'string' };
    const target = place.getByRole('button', wish).or(place.getByRole('link', wish)).first();
    await Promise.all([this.page.waitForEvent('domcontentloaded'), target.click()]);
    await this.looks();
  }

  /** Follows the link in the row of a table that says this. */
  async opensRow(text: string): Promise<void> {
    const link = this.page.locator('main tbody tr').filter({ hasText: text }).getByRole('link').first();
    await Promise.all([this.page.waitForEvent('domcontentloaded'), link.click()]);
    await this.looks();
  }

  async writes(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label).first().fill(text);
  }

  async chooses(label: string | RegExp, option: string): Promise<void> {
    await this.page.getByLabel(label).first().selectOption({ label: option });
  }

  /** Any answer will do: the first real option. */
  async choosesFirst(label: string | RegExp): Promise<void> {
    await this.page.getByLabel(label).first().selectOption({ index: 1 });
  }

  /** Gives the same answer to every question of a list. */
  async answersAll(answer: string): Promise<void> {
    for (const radio of await this.page.getByRole('radio', { name: answer, exact: true }).all())
      await radio.check();
  }

  async fillsDates(dayOf: (index: number) => string): Promise<void> {
    const fields = await this.page.locator('main input[type=date]').all();
    for (const [index, field] of fields.entries()) await field.fill(dayOf(index));
  }

  /** Puts a file into the page's first file field. */
  async putsFile(buffer: Buffer, name: string, mimeType: string): Promise<void> {
    await this.page.locator('input[type=file]').first().setInputFiles({ name, mimeType, buffer });
  }

  /** Puts a photo into the page's file field; a page of its own for photos is then sent. */
  async attaches(bytes: Buffer, name: string, send = true): Promise<void> {
    await this.putsFile(bytes, name, 'image/jpeg');
    if (send) await this.presses(/Agregar|Subir|Guardar/);
  }

  /** Does what leads to a page, unless it is already there. */
  async sees(title: string, lead: () => Promise<void>): Promise<void> {
    if (!(await this.page.getByRole('heading', { name: title }).first().isVisible())) await lead();
  }

  async ticks(label: string | RegExp): Promise<void> {
    const exact = typeof label === 'string';
    await this.page.getByLabel(label, { exact }).first().check();
  }

  async reads(): Promise<string> {
    return this.page.locator('body').innerText();
  }

  /** Every page that anybody comes to is looked at with axe; without script axe has to be given one. */
  async looks(): Promise<void> {
    // The same page again, with the same heading and the same answer, would say the same.
    const kind = `${new URL(this.page.url()).pathname.replace(/\d+/g, 'n')} ${await this.page.title()}`;
    if (this.#looked.has(kind)) return;
    this.#looked.add(kind);
    const page = this.#javaScript ? this.page : await this.#scriptedCopy();
    const { violations } = await new AxeBuilder({ page }).analyze();
    if (violations.length === 0) return;
    const said = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0]?.html.slice(0, 200)})`);
    throw new Error(`${this.page.url()} is not accessible:\n${said.join('\n')}`);
  }

  /** The same document in a context where axe may run; what it looks like comes from the same style sheets. */
  async #scriptedCopy(): Promise<Page> {
    const html = await this.page.content();
    if (!this.#copy) {
      const browser = this.#context.browser() as Browser;
      const viewport = this.page.viewportSize();
      this.#copy = await (await browser.newContext({ viewport, bypassCSP: true })).newPage();
    }
    const here = this.page.url();
    await this.#copy.route(here, (route) => route.fulfill({ body: html, contentType: 'text/html' }));
    await this.#copy.goto(here);
    await this.#copy.unroute(here);
    return this.#copy;
  }

  async leaves(): Promise<void> {
    await this.#copy?.context().close();
    await this.#context.close();
  }
}
