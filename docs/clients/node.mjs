// A purchase over Partner Center's protocol with nothing but fetch: sign in, find something, buy it, see it provisioned.
//
//     node docs/clients/node.mjs http://127.0.0.1:7277
//
// Without an argument it takes CARTWRIGHT_URL, and without that the address that `cartwright dev` listens on.

import { randomUUID } from 'node:crypto'

const BASE = process.argv[2] ?? process.env.CARTWRIGHT_URL ?? 'http://127.0.0.1:7277'

// The first partner of the demo world, its application, and a customer of it (docs/demo-world.md).
const TENANT = '10000000-0000-4000-8000-000000000001'
const CLIENT = '20000000-0000-4000-8000-000000000001'
const SECRET = 'dev-secret'
const CUSTOMER = '94cd6638-11b6-4323-8c9f-6ae3088adc59'

const LICENCES = 5
const POLLS = 100
const POLL_MILLISECONDS = 100

async function signIn() {
    const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: CLIENT,
        client_secret: SECRET,
        scope: 'https://api.partnercenter.microsoft.com/.default',
    })
    const answer = await fetch(`${BASE}/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body: form })
    const body = await answer.json()
    if (!answer.ok) throw new Error(`no token: ${body.error_description}`)
    return body.access_token
}

// A repeat of a request that changes something carries the same MS-RequestId, so that nothing is done twice.
async function call(token, method, path, body) {
    const answer = await fetch(`${BASE}/v1${path}`, {
        method,
        headers: {
            Authorization: `Bearer ${token}`,
            Accept: 'application/json',
            'Content-Type': 'application/json',
            'MS-RequestId': randomUUID(),
            'MS-CorrelationId': correlation,
        },
        body: body && JSON.stringify(body),
    })
    const read = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}, code ${read.code}: ${read.description}`)
    return read
}

// What is listed first can be bought.
async function find(get) {
    const product = (await get(`/customers/${CUSTOMER}/products?targetView=OnlineServices`)).items[0]
    console.log(`product ${product.id}: ${product.title}`)
    const skus = `/customers/${CUSTOMER}/products/${product.id}/skus`
    const sku = (await get(skus)).items[0]
    console.log(`sku ${sku.id}: ${sku.title}, ${sku.minimumQuantity} to ${sku.maximumQuantity}`)
    const availability = (await get(`${skus}/${sku.id}/availabilities`)).items[0]
    const term = availability.terms[0]
    console.log(`availability ${availability.id}: ${term.description}`)
    return {
        catalogItemId: availability.catalogItemId,
        quantity: LICENCES,
        billingCycle: term.billingCycle,
        termDuration: term.duration,
    }
}

async function buy(post, line) {
    const cart = await post(`/customers/${CUSTOMER}/carts`, { lineItems: [line] })
    const wrong = cart.lineItems.find((line) => line.error)
    if (wrong) throw new Error(`code ${wrong.error.errorCode}: ${wrong.error.errorDescription}`)
    console.log(`cart ${cart.id}: ${cart.lineItems[0].quantity} of ${cart.lineItems[0].catalogItemId}`)
    const { orders, orderErrors = [] } = await post(`/customers/${CUSTOMER}/carts/${cart.id}/checkout`)
    for (const { code, description } of orderErrors) throw new Error(`code ${code}: ${description}`)
    console.log(`order ${orders[0].id}: ${orders[0].status}`)
    return orders[0].id
}

async function completed(get, order) {
    for (let poll = 0; poll < POLLS; poll += 1) {
        const { status } = await get(`/customers/${CUSTOMER}/orders/${order}`)
        if (status !== 'pending') return status
        await new Promise((resume) => setTimeout(resume, POLL_MILLISECONDS))
    }
    throw new Error(`order ${order} is still pending`)
}

const correlation = randomUUID()
const token = await signIn()
console.log(`token for the application ${CLIENT}`)
console.log(`customer ${CUSTOMER}`)
const get = (path) => call(token, 'GET', path)
const post = (path, body) => call(token, 'POST', path, body)
const order = await buy(post, await find(get))
console.log(`order ${order}: ${await completed(get, order)}`)
for (const owned of (await get(`/customers/${CUSTOMER}/subscriptions?order_id=${order}`)).items) {
    console.log(`subscription ${owned.id}: ${owned.status}, ${owned.quantity} until ${owned.commitmentEndDate}`)
}
