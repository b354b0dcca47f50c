//! `cartwright token`: asks a running server's issuer for a token, as the demo world's application.

use crate::{config, exit::StartError, worlds};
use bytes::Bytes;
use domain::partner::Application;
use http::{Request, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// The longest answer that is read, in bytes.
const ANSWER: usize = 64 * 1024;

/// Prints a token and nothing else.
#[expect(clippy::print_stdout, reason = "the token is what the command is for")]
pub(crate) async fn print(config: config::Token) -> Result<(), StartError> {
    let world = worlds::demo()?;
    let application = world.applications.iter().find(|application| application.partner == config.tenant);
    let application = application.ok_or_else(|| {
        StartError::Configuration(format!("tenant is {}; accepted is a partner of the demo world", config.tenant))
    })?;
    let (status, answer) = post(&config, &grant(application, config.app_only)).await?;
    let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap_or_default();
    match answer["access_token"].as_str() {
        Some(token) => {
            println!("{token}");
            Ok(())
        }
        None => Err(StartError::Failed(format!("{} answered {status}: {}", config.url, answer["error_description"]))),
    }
}

fn grant(application: &Application, app_only: bool) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("client_id", &application.client_id.to_string());
    form.append_pair("client_secret", &application.secret);
    if app_only {
        form.append_pair("grant_type", "client_credentials");
    } else {
        form.append_pair("grant_type", "refresh_token").append_pair("refresh_token", &application.refresh_token);
    }
    form.finish()
}

async fn post(config: &config::Token, form: &str) -> Result<(http::StatusCode, Bytes), StartError> {
    let wrong = || StartError::Configuration(format!("url is {}; accepted is http://HOST:PORT", config.url));
    let base: Uri = config.url.parse().map_err(|_| wrong())?;
    let authority = base.authority().filter(|_| base.scheme_str() == Some("http")).ok_or_else(wrong)?;
    let address = (authority.host().trim_matches(['[', ']']), authority.port_u16().unwrap_or(80));
    let failed = |error: &dyn std::fmt::Display| {
        StartError::Failed(format!("{}: {error}. Is `cartwright dev` running there?", config.url))
    };
    let stream = TcpStream::connect(address).await.map_err(|error| failed(&error))?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(|error| failed(&error))?;
    tokio::spawn(connection);
    let request = Request::post(format!("/{}/oauth2/v2.0/token", config.tenant))
        .header(header::HOST, authority.as_str())
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Full::new(Bytes::from(form.to_owned())))
        .map_err(|error| failed(&error))?;
    let answer = sender.send_request(request).await.map_err(|error| failed(&error))?;
    let status = answer.status();
    let body = Limited::new(answer.into_body(), ANSWER).collect().await.map_err(|error| failed(&error))?;
    Ok((status, body.to_bytes()))
}
