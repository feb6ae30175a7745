public import Foundation

/// A child process that puts TLS in front of a plain server on 127.0.0.1 (Tests/Tools/tls_front.py).
public final class TLSFront: Sendable {
    /// How TLS begins.
    public enum Mode: String, Sendable {
        /// With the first byte.
        case tls
        /// After STARTTLS, for SMTP.
        case starttls
        /// With the first byte; there is no backend, and HTTP/2 requests are answered 200.
        case h2
    }

    /// The port it listens on.
    public let port: UInt16
    private let process: Process

    /// Starts a front and returns when it listens.
    ///
    /// - Throws: what starting python3 throws, or the `CocoaError` of one that did not start to listen.
    /// - Returns: the front.
    public static func start(
        _ identity: TestCertificates.Identity, backend: UInt16 = 0, mode: Mode = .tls, protocols: [String] = []
    ) async throws -> TLSFront {
        try await onThread { try TLSFront(identity, backend: backend, mode: mode, protocols: protocols) }
    }

    private init(
        _ identity: TestCertificates.Identity, backend: UInt16, mode: Mode, protocols: [String]
    ) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Tools/tls_front.py")
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["python3", script.path, identity.certificate.path, identity.key.path, "\(backend)", mode.rawValue]
            + protocols
        let output = Pipe()
        // It ends with its standard input, also when the tests are killed.
        process.standardInput = Pipe()
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = UInt16(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw CocoaError(.executableLoad)
        }
        self.port = port
    }

    /// Ends it.
    public func stop() {
        process.terminate()
    }

    deinit {
        process.terminate()
    }
}

/// An authority of its own and certificates for 127.0.0.1 and localhost, good and bad, made by openssl(1).
public struct TestCertificates: Sendable {
    /// A certificate with its key, PEM.
    public struct Identity: Sendable {
        /// The certificate.
        public let certificate: URL
        /// The key.
        public let key: URL
    }

    /// The authority's own certificate.
    public let authority: URL
    private let folder: URL

    /// Makes an authority in a temporary folder.
    ///
    /// - Throws: what starting openssl throws, or the `CocoaError` of its failure.
    /// - Returns: the authority.
    public static func make() async throws -> TestCertificates {
        try await onThread { try TestCertificates() }
    }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-tls-\(UUID().uuidString)")
        authority = folder.appendingPathComponent("authority.pem")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj",
            "/CN=gongkai test authority", "-keyout", path("authority.key"), "-out", authority.path)
    }

    /// A certificate of the authority.
    ///
    /// - Parameters:
    ///   - names: what it is for, as `DNS:localhost,IP:127.0.0.1`.
    ///   - days: how long it is valid; negative for one that has expired.
    /// - Throws: as ``make()``.
    /// - Returns: the certificate and its key.
    public func identity(names: String = "DNS:localhost,IP:127.0.0.1", days: Int = 2) async throws -> Identity {
        try await onThread { try makeIdentity(names: names, days: days) }
    }

    private func makeIdentity(names: String, days: Int) throws -> Identity {
        let name = UUID().uuidString
        let identity = Identity(
            certificate: folder.appendingPathComponent("\(name).pem"), key: folder.appendingPathComponent("\(name).key")
        )
        try Data("subjectAltName=\(names)\n".utf8).write(to: folder.appendingPathComponent("\(name).ext"))
        try openssl(
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
            "/CN=gongkai test server", "-keyout", identity.key.path, "-out", path("\(name).csr"))
        try openssl(
            "x509", "-req", "-in", path("\(name).csr"), "-CA", authority.path, "-CAkey", path("authority.key"),
            "-set_serial", "\(Int.random(in: 1...Int(Int32.max)))", "-days", "\(days)", "-extfile", path("\(name).ext"),
            "-out", identity.certificate.path)
        return identity
    }

    /// Removes the folder.
    public func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func openssl(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}

/// Runs what blocks on a thread of its own, so that other tests go on.
func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
    }
}
