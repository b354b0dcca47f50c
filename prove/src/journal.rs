//! What was asked and what was heard, kept outside the server: the witness that the server's state is held against.

use crate::{exchange::Answer, shop::Deed};
use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering::SeqCst},
};

/// What a client wants, under one name, however often it has to ask for it.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// The request id; lines carry it too, so that an order says whom it is of.
    pub(crate) name: String,
    pub(crate) customer: &'static str,
    pub(crate) deed: Deed,
    /// The requests, in the order in which they were sent.
    pub(crate) sendings: Vec<Sending>,
}

/// A request that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sending {
    /// When: a number larger than that of everything before.
    pub(crate) began: u64,
    /// When the answer was there, and what it was.
    pub(crate) heard: Option<(u64, Answer)>,
}

/// All attempts of a trial.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    moments: AtomicU64,
    answers: AtomicU64,
    refusals: AtomicU64,
    attempts: Mutex<Vec<Attempt>>,
}

impl Attempt {
    /// The first answer that says what became of it. 409, 429 and 503 say that it is to be asked again.
    pub(crate) fn outcome(&self) -> Option<(u64, &Answer)> {
        let heard = self.sendings.iter().filter_map(|sending| sending.heard.as_ref());
        heard.filter(|(_, answer)| is_final(answer)).map(|(moment, answer)| (*moment, answer)).next()
    }

    /// When it was first asked for.
    pub(crate) fn began(&self) -> u64 {
        self.sendings.first().map_or(u64::MAX, |sending| sending.began)
    }
}

pub(crate) fn is_final(answer: &Answer) -> bool {
    !matches!(answer.status, 409 | 429 | 500..)
}

impl Journal {
    /// Writes down what is about to be asked for; returns its place.
    pub(crate) fn plan(&self, name: String, customer: &'static str, deed: Deed) -> usize {
        let mut attempts = self.lock();
        attempts.push(Attempt { name, customer, deed, sendings: Vec::new() });
        attempts.len() - 1
    }

    /// A request is sent.
    pub(crate) fn send(&self, attempt: usize) {
        let began = self.moments.fetch_add(1, SeqCst);
        if let Some(attempt) = self.lock().get_mut(attempt) {
            attempt.sendings.push(Sending { began, heard: None });
        }
    }

    /// It was answered.
    pub(crate) fn hear(&self, attempt: usize, answer: Answer) {
        self.answers.fetch_add(1, SeqCst);
        self.refusals.fetch_add(u64::from(answer.status >= 500), SeqCst);
        let moment = self.moments.fetch_add(1, SeqCst);
        if let Some(sending) = self.lock().get_mut(attempt).and_then(|attempt| attempt.sendings.last_mut()) {
            sending.heard = Some((moment, answer));
        }
    }

    /// It was never sent.
    pub(crate) fn unsend(&self, attempt: usize) {
        if let Some(attempt) = self.lock().get_mut(attempt) {
            attempt.sendings.pop();
        }
    }

    /// How many answers were heard so far.
    pub(crate) fn answers(&self) -> u64 {
        self.answers.load(SeqCst)
    }

    /// How many of them said that the server cannot.
    pub(crate) fn refusals(&self) -> u64 {
        self.refusals.load(SeqCst)
    }

    /// How many carts there must be by what was answered.
    pub(crate) fn carts_acknowledged(&self) -> u64 {
        self.count(|attempt| attempt.outcome().is_some_and(|(_, answer)| answer.status == 201))
    }

    /// How many carts there can be by what was asked.
    pub(crate) fn carts_begun(&self) -> u64 {
        self.count(|attempt| !attempt.sendings.is_empty())
    }

    fn count(&self, is: impl Fn(&Attempt) -> bool) -> u64 {
        let attempts = self.lock();
        attempts.iter().filter(|attempt| matches!(attempt.deed, Deed::Create(_)) && is(attempt)).count() as u64
    }

    /// Everything, now that it is over.
    pub(crate) fn take(&self) -> Vec<Attempt> {
        std::mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Attempt>> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
