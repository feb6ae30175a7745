import Core
import Foundation
import TestSupport
import Testing

@testable import Notifier

/// From the log to a mail server over real sockets, with and without TLS.
@Suite(.timeLimit(.minutes(5)))
struct EmailChannelTests {
    private let harness = Harness()

    private static func account(_ url: String, to: [String] = ["a@example.org", "b@example.org"]) throws -> MailAccount
    {
        MailAccount(
            server: Secret(url), user: "robot", password: Secret("p4ssw0rd"),
            sender: try #require(MailAddress("核查 <gongkai@example.org>")),
            recipients: try to.map { try #require(MailAddress($0)) })
    }

    /// Delivers one message and returns what its first attempt came to.
    private func result(
        _ url: String, network: NetworkPolicy = Fixtures.local, subject: Event.Subject = Fixtures.subject()
    ) async throws -> AttemptResult {
        let channel = try ChannelDefinition(
            name: "mail", kind: .email(EmailChannelTests.account(url)), network: network)
        return try await harness.withNotifier([channel], network: network) { notifier in
            harness.log.append(subject: subject)
            notifier.wake()
            let state = try await harness.log.wait { $0.entries.first?.results.first != nil }
            return try #require(state.entries.first?.results.first)
        }
    }

    @Test func aMessageArrivesWholeAtEveryRecipient() async throws {
        var behaviour = SMTPImitation.Behaviour()
        behaviour.credentials = ("robot", "p4ssw0rd")
        let server = try SMTPImitation(behaviour)
        let result = try await result("smtp://127.0.0.1:\(server.port)")
        #expect(result.fate == .delivered && result.status == 250 && result.error == nil)
        #expect(result.body?.contains("queued") == true)
        let mail = try #require(server.received.first)
        #expect(mail.user == "robot" && mail.sender == "gongkai@example.org")
        #expect(mail.recipients == ["a@example.org", "b@example.org"])
        let text = String(decoding: mail.content, as: UTF8.self)
        #expect(text.contains("Message-ID: <msg_1@example.org>\r\n"))
        #expect(text.contains("multipart/alternative"))
        server.stop()
    }

    @Test func dotsAreStuffedAndUnstuffed() async throws {
        let server = try SMTPImitation()
        let message = Array("A: b\r\n\r\n.\r\n..\r\n.x\r\nend".utf8)
        let network = Fixtures.local
        let endpoint = try Endpoint(
            url: Secret("smtp://127.0.0.1:\(server.port)"), channel: "c", network: network, service: .mail)
        let request = MailRequest(
            server: endpoint, user: "u", password: Secret("p"), sender: "a@x.org", recipients: ["b@x.org"],
            message: message)
        #expect(try await Wire.exchange(.mail(request), network).status == 250)
        #expect(server.received.first?.content == message + Array("\r\n".utf8))
        server.stop()
    }

    @Test func messagesShareOneConnection() async throws {
        let server = try SMTPImitation()
        let network = Fixtures.local
        let channel = try ChannelDefinition(
            name: "mail", kind: .email(EmailChannelTests.account("smtp://127.0.0.1:\(server.port)")), network: network)
        try await harness.withNotifier([channel]) { notifier in
            for _ in 1...5 { harness.log.append(subject: Fixtures.subject()) }
            notifier.wake()
            try await harness.log.wait { $0.delivered("mail") == 5 }
        }
        #expect(server.accepted == 1 && server.received.count == 5)
        server.stop()
    }

    @Test(arguments: [
        (SMTPImitation.Stage.greeting, "421 4.3.2 too busy", true), (.greeting, "554 5.3.2 no service here", false),
        (.auth, "454 4.7.0 temporary authentication failure", true), (.auth, "535 5.7.8 bad credentials", false),
        (.mail, "451 4.3.0 try later", true), (.mail, "552 5.3.4 too large", false),
        (.recipient, "450 4.2.0 greylisted", true), (.recipient, "550 5.1.1 no such user", false),
        (.data, "451 4.3.0 later", true), (.message, "452 4.3.1 disk full", true),
        (.message, "554 5.7.1 looks like spam", false),
    ])
    func theReplyDecides(stage: SMTPImitation.Stage, reply: String, isRepeated: Bool) async throws {
        var behaviour = SMTPImitation.Behaviour()
        behaviour.replies[stage] = reply
        let server = try SMTPImitation(behaviour)
        let result = try await result("smtp://127.0.0.1:\(server.port)")
        if case .retry = result.fate {
            #expect(isRepeated)
        } else {
            #expect(result.fate == .dead && !isRepeated)
        }
        #expect(result.status == Int(reply.prefix(3)))
        #expect(result.error?.contains(reply) == true)
        #expect(server.received.isEmpty)
        server.stop()
    }

    @Test func aWrongPasswordHasARemedyAndIsNotShown() async throws {
        var behaviour = SMTPImitation.Behaviour()
        behaviour.credentials = ("robot", "another")
        let server = try SMTPImitation(behaviour)
        let result = try await result("smtp://127.0.0.1:\(server.port)")
        #expect(result.fate == .dead && result.status == 535)
        #expect(result.error?.contains("授权码") == true)
        #expect(!"\(result) \(harness.recorder.all)".contains("p4ssw0rd"))
        server.stop()
    }

    /// The server broke the connection: before the message it is certain that it did not arrive, after it nobody knows.
    @Test(arguments: [
        (SMTPImitation.Stage.greeting, TransportFailure.Kind.unreachable), (.mail, .interrupted),
        (.recipient, .interrupted), (.data, .interrupted), (.message, .unanswered),
    ])
    func abreakTellsWhetherTheMessageWasOut(stage: SMTPImitation.Stage, kind: TransportFailure.Kind) async throws {
        var behaviour = SMTPImitation.Behaviour()
        behaviour.replies[stage] = .some(nil)
        let server = try SMTPImitation(behaviour)
        let network = Fixtures.local
        let channel = try ChannelDefinition(
            name: "mail", kind: .email(EmailChannelTests.account("smtp://127.0.0.1:\(server.port)")), network: network)
        let transfer = channel.channel.transfer(of: Fixtures.message(), now: UnixTime(milliseconds: 0))
        let exchange = try await Wire.exchange(transfer, network)
        #expect(exchange.failure?.kind == kind, "\(exchange)")
        server.stop()
    }

    /// The server took all of it and said nothing: until the time-out, or until it broke the connection.
    @Test(arguments: [false, true])
    func aMailThatWasNotConfirmedIsAmbiguous(isSilent: Bool) async throws {
        let server = try SocketServer { connection in
            var isInMessage = false
            connection.write("220 imitation\r\n")
            while let line = connection.readLine() {
                switch line {
                case ".":
                    if isSilent { connection.waitForEnd() }
                    return
                case _ where isInMessage: break
                case "DATA":
                    isInMessage = true
                    connection.write("354 go ahead\r\n")
                default: connection.write("250 ok\r\n")
                }
            }
        }
        let result = try await result("smtp://127.0.0.1:\(server.port)", network: Wire.policy(timeout: 1))
        guard case .ambiguous(.some) = result.fate else {
            Issue.record("\(result)")
            return
        }
        server.stop()
    }

    @Test func aServerThatStopsTakingTheMessageIsGivenUp() async throws {
        let server = try SocketServer { connection in
            connection.write("220 slow\r\n")
            while let line = connection.readLine() {
                guard line != "DATA" else { break }
                connection.write("250 ok\r\n")
            }
            connection.write("354 go on\r\n")
            connection.waitForReset()
        }
        var network = Fixtures.local
        network.stallSeconds = 1
        let endpoint = try Endpoint(
            url: Secret("smtp://127.0.0.1:\(server.port)"), channel: "c", network: network, service: .mail)
        let request = MailRequest(
            server: endpoint, user: "u", password: Secret("p"), sender: "a@x.org", recipients: ["b@x.org"],
            message: [UInt8](repeating: UInt8(ascii: "x"), count: 32 << 20))
        let exchange = try await Wire.exchange(.mail(request), network)
        #expect(exchange.failure?.kind == .interrupted, "\(exchange)")
        #expect(exchange.milliseconds < 20_000, "the whole transfer may take a minute")
        server.stop()
    }

    @Test func aServerThatNeverSaysYesHoldsUpNoOtherChannel() async throws {
        let isWhole = Observed(false)
        let server = try SocketServer { connection in
            connection.write("220 slow\r\n")
            while let line = connection.readLine() {
                if line == "DATA" {
                    connection.write("354 go on\r\n")
                    while let line = connection.readLine(), line != "." {}
                    break
                }
                connection.write("250 ok\r\n")
            }
            isWhole.update { $0 = true }
            connection.waitForEnd()
        }
        let receiver = try await WebhookReceiver.start()
        let mail = try ChannelDefinition(
            name: "mail", kind: .email(EmailChannelTests.account("smtp://127.0.0.1:\(server.port)")),
            network: Fixtures.local)
        let channels = [mail, try Fixtures.webhook(url: receiver.url())]
        try await harness.withNotifier(channels, network: Fixtures.patient) { notifier in
            harness.log.append(subject: Fixtures.subject())
            notifier.wake()
            try await isWhole.wait { $0 }
            for _ in 1...20 { harness.log.append(subject: Fixtures.subject()) }
            notifier.wake()
            try await harness.log.wait { $0.delivered("archive") == 21 }
            #expect(harness.log.state.entries(of: "mail").allSatisfy { $0.results.isEmpty })
            server.stop()
        }
        await receiver.stop()
    }

    // MARK: TLS

    /// `localhost` is not named, only its address is allowed: TLS is a must there.
    private func secured(
        _ mode: TLSFront.Mode, scheme: String, offersStartTLS: Bool = true
    ) async throws -> (AttemptResult, [SMTPImitation.Mail]) {
        let certificates = try await TestCertificates.make()
        var behaviour = SMTPImitation.Behaviour()
        behaviour.offersStartTLS = offersStartTLS
        let server = try SMTPImitation(behaviour)
        let front = try await TLSFront.start(certificates.identity(), backend: server.port, mode: mode)
        defer {
            front.stop()
            server.stop()
            certificates.remove()
        }
        let network = try Wire.policy(allow: ["127.0.0.0/8"], caFile: certificates.authority.path)
        return (try await result("\(scheme)://localhost:\(front.port)", network: network), server.received)
    }

    @Test(.enabled(if: Tool.hasPython, "there is no python3 here to speak TLS"))
    func smtpsIsTLSFromTheFirstByte() async throws {
        let (result, mails) = try await secured(.tls, scheme: "smtps", offersStartTLS: false)
        #expect(result.fate == .delivered && mails.count == 1, "\(result)")
    }

    @Test(.enabled(if: Tool.hasPython, "there is no python3 here to speak TLS"))
    func smtpBeginsTLSBeforeAnythingIsSaid() async throws {
        let (result, mails) = try await secured(.starttls, scheme: "smtp")
        #expect(result.fate == .delivered && mails.first?.isSecured == true, "\(result)")
        #expect(mails.first?.user == "robot")
    }

    @Test func withoutSTARTTLSNothingIsSent() async throws {
        let server = try SMTPImitation()
        let network = try Wire.policy(allow: ["127.0.0.0/8"])
        let result = try await result("smtp://localhost:\(server.port)", network: network)
        guard case .retry = result.fate else {
            Issue.record("\(result)")
            return
        }
        #expect(result.error?.contains("STARTTLS") == true)
        #expect(server.received.isEmpty)
        server.stop()
    }

    // MARK: Configuration

    @Test(arguments: [
        ("https://mail.example.org", "neither smtps nor smtp"), ("mail.example.org:465", "incomplete"),
        ("smtps://user:p4ssw0rd@mail.example.org", "user name"), ("smtps://10.0.0.1", "private"),
    ])
    func wrongServersAreRefusedWithoutBeingShown(url: String, cause: String) throws {
        let strict = try NetworkPolicy()
        let error = #expect(throws: NotifierError.self) {
            try ChannelDefinition(name: "mail", kind: .email(EmailChannelTests.account(url)), network: strict)
        }
        #expect("\(try #require(error))".contains(cause))
        #expect(!"\(try #require(error))".contains("p4ssw0rd"))
    }
}
