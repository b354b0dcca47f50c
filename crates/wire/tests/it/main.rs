//! What leaves and enters in XML and forms, against documents of the real serializer and against documents made to hurt.

mod attacks;
mod forms;
mod golden;
mod price_sheet;
mod requests;
mod samples;
