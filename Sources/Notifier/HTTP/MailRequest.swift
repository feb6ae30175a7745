internal import Core

/// One message for a mail server (RFC 5321).
struct MailRequest: Sendable {
    let server: Endpoint
    let user: String
    let password: Secret
    /// The envelope's sender, `name@host`.
    let sender: String
    /// The envelope's recipients. The server gets the message only when it takes all of them.
    let recipients: [String]
    /// Headers and body with CRLF line ends; libcurl stuffs the dots.
    let message: [UInt8]
}
