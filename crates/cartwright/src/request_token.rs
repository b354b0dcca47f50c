//! `cartwright token`: asks a running server's issuer for a token, as the demo world's application.

use crate::{config, exit::StartError, worlds};
use bytes::Bytes;
use domain::partner::Application;
use http::{Request, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs, pki_types::ServerName};
use std::{error::Error, sync::Arc};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

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

async fn post(config: &config::Token, form: &str) -> Result<(StatusCode, Bytes), StartError> {
    let wrong = || {
        StartError::Configuration(format!("url is {}; accepted is http://HOST:PORT or https://HOST:PORT", config.url))
    };
    let base: Uri = config.url.parse().map_err(|_| wrong())?;
    let authority = base.authority().ok_or_else(wrong)?;
    let usual_port = match base.scheme_str() {
        Some("http") => 80,
        Some("https") => 443,
        _ => return Err(wrong()),
    };
    let failed = |error: &dyn std::fmt::Display| {
        StartError::Failed(format!("{}: {error}. Is `cartwright dev` running there?", config.url))
    };
    let host = authority.host().trim_matches(['[', ']']);
    let request = Request::post(format!("/{}/oauth2/v2.0/token", config.tenant))
        .header(header::HOST, authority.as_str())
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Full::new(Bytes::from(form.to_owned())))
        .map_err(|error| failed(&error))?;
    let address = (host, authority.port_u16().unwrap_or(usual_port));
    let stream = TcpStream::connect(address).await.map_err(|error| failed(&error))?;
    let answer = if base.scheme_str() == Some("https") {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| wrong())?;
        let stream = trusting()?.connect(name, stream).await.map_err(|error| failed(&error))?;
        exchange(stream, request).await
    } else {
        exchange(stream, request).await
    };
    answer.map_err(|error| failed(&error))
}

/// TLS that trusts the roots of this system, or those that `SSL_CERT_FILE` names.
fn trusting() -> Result<TlsConnector, StartError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| StartError::Failed(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<(StatusCode, Bytes), Box<dyn Error + Send + Sync>> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let answer = sender.send_request(request).await?;
    let status = answer.status();
    Ok((status, Limited::new(answer.into_body(), ANSWER).collect().await?.to_bytes()))
}
