//! A client of HTTP/2 that can be told every frame it sends.

use super::{Answer, Request};
use bytes::Bytes;
use h2::{
    SendStream,
    client::{Builder, Connection, ResponseFuture, SendRequest},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    task::JoinHandle,
};

pub struct Http2 {
    sender: SendRequest<Bytes>,
    connection: JoinHandle<Result<(), h2::Error>>,
}

impl Http2 {
    /// With prior knowledge, on clear text.
    pub async fn connect(address: std::net::SocketAddr) -> Self {
        Self::over(TcpStream::connect(address).await.expect("a connection")).await
    }

    pub async fn over(io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Self {
        Self::with(&Builder::new(), io).await
    }

    /// With settings of its own.
    pub async fn with(settings: &Builder, io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Self {
        Self::of(settings.handshake(io).await.expect("HTTP/2"))
    }

    fn of<I>((sender, connection): (SendRequest<Bytes>, Connection<I, Bytes>)) -> Self
    where
        I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        Self { sender, connection: tokio::spawn(connection) }
    }

    /// Sends a head, whose body may come later.
    pub async fn begin(
        &mut self,
        head: http::Request<()>,
        whole: bool,
    ) -> Result<(ResponseFuture, SendStream<Bytes>), h2::Error> {
        self.sender = self.sender.clone().ready().await?;
        self.sender.send_request(head, whole)
    }

    /// One exchange.
    pub async fn send(&mut self, request: Request) -> Answer {
        self.try_send(request).await.expect("an answer")
    }

    /// The same, where the stream or the connection may end before.
    pub async fn try_send(&mut self, request: Request) -> Result<Answer, h2::Error> {
        let (answer, mut body) = self.begin(head(&request), request.body.is_empty()).await?;
        if !request.body.is_empty() {
            body.send_data(request.body.into(), true)?;
        }
        received(answer).await
    }

    /// How the connection ended; this waits for it.
    pub async fn ended(self) -> Result<(), h2::Error> {
        drop(self.sender);
        self.connection.await.expect("no panic")
    }

    /// How the connection ended, though its client would go on.
    pub async fn sent_away(&mut self) -> Result<(), h2::Error> {
        (&mut self.connection).await.expect("no panic")
    }
}

/// The head of a request to the host that all tests name.
pub fn head(request: &Request) -> http::Request<()> {
    let head = http::Request::builder().method(request.method.as_str()).uri(format!("http://test{}", request.path));
    let headers = request.headers.iter();
    headers.fold(head, |head, (name, value)| head.header(name, value)).body(()).expect("a head")
}

/// A whole answer, which a client takes as it comes.
pub async fn received(answer: ResponseFuture) -> Result<Answer, h2::Error> {
    let (head, mut body) = answer.await?.into_parts();
    let mut bytes = Vec::new();
    while let Some(data) = body.data().await {
        let data = data?;
        body.flow_control().release_capacity(data.len())?;
        bytes.extend_from_slice(&data);
    }
    Ok(Answer::received(head.status, head.headers, String::from_utf8(bytes).expect("an answer in UTF-8")))
}
