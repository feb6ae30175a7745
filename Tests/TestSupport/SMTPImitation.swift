internal import Foundation
internal import Synchronization

/// A mail server on 127.0.0.1 that keeps what it gets (RFC 5321, AUTH PLAIN, SIZE); ``TLSFront`` puts TLS in front of it.
public final class SMTPImitation: Sendable {
    /// A message as it arrived.
    public struct Mail: Sendable {
        /// Who logged in; nil when nobody did.
        public let user: String?
        /// The envelope's sender.
        public let sender: String
        /// The envelope's recipients.
        public let recipients: [String]
        /// Headers and body, dots unstuffed.
        public let content: [UInt8]
        /// Whether the connection had begun TLS by STARTTLS.
        public let isSecured: Bool
    }

    /// Where in the conversation a reply can be replaced.
    public enum Stage: Sendable, Hashable {
        case greeting, auth, mail, recipient, data, message
    }

    /// How it behaves.
    public struct Behaviour: Sendable {
        /// Whether it offers STARTTLS.
        public var offersStartTLS = false
        /// What it wants to hear from whoever logs in, `user` and password; nil for anything.
        public var credentials: (user: String, password: String)?
        /// Replies in place of its own: a line without its end, or nil to break the connection.
        public var replies: [Stage: String?] = [:]

        /// A server that takes everything.
        public init() {}
    }

    private let server: SocketServer
    private let mails: Observed<[Mail]>

    /// Starts a server and returns when it listens.
    ///
    /// - Throws: what opening the socket throws.
    public init(_ behaviour: Behaviour = Behaviour()) throws {
        let mails = Observed<[Mail]>([])
        self.mails = mails
        server = try SocketServer { connection in
            var session = Session(connection: connection, behaviour: behaviour)
            session.run { mail in mails.update { $0.append(mail) } }
        }
    }

    /// The port it listens on.
    public var port: UInt16 { server.port }
    /// How many connections it has accepted.
    public var accepted: Int { server.accepted }
    /// What it has received so far.
    public var received: [Mail] { mails.value }

    /// Closes the socket and all connections.
    public func stop() { server.stop() }
}

/// One conversation.
private struct Session {
    let connection: SocketConnection
    let behaviour: SMTPImitation.Behaviour
    private var user: String?
    private var sender = ""
    private var recipients: [String] = []
    private var isSecured = false

    init(connection: SocketConnection, behaviour: SMTPImitation.Behaviour) {
        self.connection = connection
        self.behaviour = behaviour
    }

    mutating func run(_ keep: (SMTPImitation.Mail) -> Void) {
        guard reply(.greeting, "220 imitation ESMTP") else { return }
        while let line = connection.readLine() {
            let verb = line.prefix { $0 != " " && $0 != ":" }.uppercased()
            guard handle(verb, line, keep), verb != "QUIT" else { return }
        }
    }

    /// False when the conversation is over.
    private mutating func handle(_ verb: String, _ line: String, _ keep: (SMTPImitation.Mail) -> Void) -> Bool {
        switch verb {
        case "EHLO":
            let startTLS = behaviour.offersStartTLS && !isSecured ? "250-STARTTLS\r\n" : ""
            return connection.write("250-imitation\r\n250-SIZE 1000000\r\n\(startTLS)250 AUTH PLAIN\r\n")
        case "STARTTLS":
            isSecured = true
            return connection.write("220 go ahead\r\n")
        case "AUTH": return authenticate(line)
        case "MAIL":
            sender = address(in: line)
            recipients = []
            return reply(.mail, "250 sender ok")
        case "RCPT":
            recipients.append(address(in: line))
            return reply(.recipient, "250 recipient ok")
        case "DATA": return receive(keep)
        case "RSET", "NOOP": return connection.write("250 ok\r\n")
        case "QUIT": return connection.write("221 bye\r\n")
        default: return connection.write("502 5.5.1 unknown command\r\n")
        }
    }

    private func reply(_ stage: SMTPImitation.Stage, _ usual: String) -> Bool {
        guard let replacement = behaviour.replies[stage] else { return connection.write("\(usual)\r\n") }
        guard let line = replacement else { return false }
        return connection.write("\(line)\r\n")
    }

    private func address(in line: String) -> String {
        String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
    }

    private mutating func authenticate(_ line: String) -> Bool {
        var words = line.split(separator: " ").map(String.init)
        if words.count == 2 {
            guard connection.write("334 \r\n"), let answer = connection.readLine() else { return false }
            words.append(answer)
        }
        let parts = (words.last.flatMap { Data(base64Encoded: $0) } ?? Data()).split(separator: 0).map {
            String(decoding: $0, as: UTF8.self)
        }
        let isRight = behaviour.credentials.map { parts == [$0.user, $0.password] } ?? true
        if isRight { user = parts.first }
        return reply(.auth, isRight ? "235 2.7.0 ok" : "535 5.7.8 authentication failed")
    }

    private mutating func receive(_ keep: (SMTPImitation.Mail) -> Void) -> Bool {
        guard reply(.data, "354 go ahead") else { return false }
        if behaviour.replies[.data] != nil { return true }
        var content = ""
        while let line = connection.readLine() {
            if line == "." {
                if behaviour.replies[.message] == nil {
                    keep(
                        SMTPImitation.Mail(
                            user: user, sender: sender, recipients: recipients, content: Array(content.utf8),
                            isSecured: isSecured))
                }
                return reply(.message, "250 2.0.0 queued")
            }
            content += (line.hasPrefix(".") ? String(line.dropFirst()) : line) + "\r\n"
        }
        return false
    }
}
