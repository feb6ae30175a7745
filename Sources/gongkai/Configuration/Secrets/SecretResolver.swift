import Core
import Notifier

/// A channel with everything that delivering to it needs.
struct DeliverableChannel {
    let name: String
    let kind: ChannelDefinition.Kind
    /// Its other settings.
    let settings: Channel
}

/// All secrets of a configuration, found.
struct ResolvedSecrets {
    /// In the file's order.
    let channels: [DeliverableChannel]
    /// The proxy's URL.
    let proxy: Secret?
}

/// Fetches secrets from where the configuration says they are. Only `run` and `config check` do so: nothing else needs
/// them, and people who may not read them can still use the rest.
struct SecretResolver {
    let environment: [String: String]
    let readFile: ConfigurationFile.Reader

    /// Finds every secret.
    ///
    /// - Throws: all that are missing or wrong, by their JSON paths and without their values.
    func resolve(_ configuration: Configuration) throws(ConfigurationError) -> ResolvedSecrets {
        var search = Search(resolver: self, network: configuration.network)
        let channels = configuration.channels.compactMap { search.deliverable($0.name, $0.channel) }
        let proxy = search.url(configuration.network.proxy, at: JSONPath("network", "proxy")) {
            configuration.network.objection(toProxy: $0)
        }
        guard search.problems.isEmpty else { throw configuration.source.error(search.problems) }
        return ResolvedSecrets(channels: channels, proxy: proxy)
    }

    /// One secret's value, or why there is none.
    private func value(of source: SecretSource) throws(MissingSecret) -> Secret {
        switch source {
        case .literal(let secret): return secret
        case .file(let path): return try content(of: path, hint: nil)
        case .environment(let name):
            guard let value = environment[name] else {
                throw MissingSecret("the environment has no variable \(name); set it for the daemon")
            }
            return try usable(value, from: "the variable \(name)")
        case .credential(let name):
            let directive = "LoadCredential=\(name):/etc/gongkai/\(name)"
            guard let directory = environment["CREDENTIALS_DIRECTORY"], !directory.isEmpty else {
                throw MissingSecret(
                    "no credential \(name): $CREDENTIALS_DIRECTORY is not set, which systemd does; "
                        + "add \(directive) to the unit and run it there, or use {\"file\": …}")
            }
            return try content(
                of: BytePath(directory).appending(name.utf8), hint: "add \(directive) to the unit")
        }
    }

    private func content(of path: BytePath, hint: String?) throws(MissingSecret) -> Secret {
        let bytes: [UInt8]
        do throws(FileReadError) {
            bytes = try readFile(path)
        } catch {
            throw MissingSecret("\(path.display): \(error)\(hint.map { "; \($0)" } ?? "")")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MissingSecret("\(path.display): not UTF-8; expected the secret on one line")
        }
        return try usable(text, from: path.display)
    }

    /// A secret without the line break that editors and `echo` put at a file's end.
    private func usable(_ text: String, from origin: String) throws(MissingSecret) -> Secret {
        var scalars = text.unicodeScalars[...]
        while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
        if scalars.isEmpty { throw MissingSecret("\(origin) is empty; expected the secret on one line") }
        if scalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw MissingSecret("\(origin) holds several lines or control characters; expected the secret on one line")
        }
        return Secret(String(scalars))
    }

    /// Why a secret could not be found, and what to do.
    private struct MissingSecret: Error {
        let message: String

        init(_ message: String) {
            self.message = message
        }
    }

    /// One run through a configuration.
    private struct Search {
        let resolver: SecretResolver
        let network: Network
        var problems: [(path: JSONPath, message: String)] = []

        mutating func deliverable(_ name: String, _ channel: Channel) -> DeliverableChannel? {
            let path = JSONPath("channels", name)
            let url = value(channel.url, at: path["url"])
            let secret = value(channel.secret, at: path["secret"])
            let token = value(channel.token, at: path["token"])
            // What was not found has been reported.
            guard let kind = channel.kind(url: url, secret: secret, token: token) else { return nil }
            if let objection = network.objection(to: kind) {
                problems.append((path[objection.key], objection.message))
                return nil
            }
            return DeliverableChannel(name: name, kind: kind, settings: channel)
        }

        mutating func url(
            _ source: SecretSource?, at path: JSONPath, objection: (String) -> String?
        ) -> Secret? {
            guard let secret = value(source, at: path) else { return nil }
            guard let message = objection(secret.reveal()) else { return secret }
            problems.append((path, message))
            return nil
        }

        mutating func value(_ source: SecretSource?, at path: JSONPath) -> Secret? {
            guard let source else { return nil }
            do throws(MissingSecret) {
                return try resolver.value(of: source)
            } catch {
                problems.append((path, error.message))
                return nil
            }
        }
    }
}
