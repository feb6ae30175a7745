import Core

/// Finds and reads the configuration's file.
struct ConfigurationFile {
    /// Gives the bytes of a file; throws what says in words why not.
    typealias Reader = (BytePath) throws(FileReadError) -> [UInt8]

    /// Where the file is looked for when nobody names one, in this order.
    static let standardPaths = ["/etc/gongkai/config.json", "./config.json"]

    let checks: ConfigurationChecks
    let readFile: Reader

    /// The file to use: the named one, else the first of the standard ones that exists.
    static func locate(named path: String?, exists: (String) -> Bool) throws(ConfigurationError) -> String {
        if let path = path ?? standardPaths.first(where: exists) { return path }
        throw SourceMap(file: "gongkai").error([
            (
                .root,
                "no configuration: neither \(standardPaths.joined(separator: " nor ")) exists; name one with --config"
            )
        ])
    }

    /// Reads and checks a file; secrets that stand elsewhere are left to ``SecretResolver``.
    ///
    /// - Throws: everything that is wrong with it.
    func load(_ path: String) throws(ConfigurationError) -> Configuration {
        try parse(try bytes(of: path), file: path)
    }

    /// Reads and checks a file with all the secrets and templates that it names.
    ///
    /// - Throws: everything that is wrong with it and with them, also where only a part of it can be understood.
    func load(
        _ path: String, with secrets: SecretResolver
    ) throws(ConfigurationError) -> (Configuration, ResolvedSecrets, Templates) {
        try parse(try bytes(of: path), file: path, with: secrets)
    }

    /// Reads and checks a configuration's text, which `file` names in errors.
    func parse(_ bytes: [UInt8], file: String) throws(ConfigurationError) -> Configuration {
        let (configuration, problems) = try examine(bytes, file: file)
        guard let configuration, problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return configuration
    }

    /// The same with all the secrets and templates that it names.
    func parse(
        _ bytes: [UInt8], file: String, with secrets: SecretResolver
    ) throws(ConfigurationError) -> (Configuration, ResolvedSecrets, Templates) {
        let (configuration, problems) = try examine(bytes, file: file)
        guard let configuration else { throw ConfigurationError(problems: problems) }
        var found = ConfigurationError(problems: problems)
        var resolved: ResolvedSecrets?
        var templates: Templates?
        do throws(ConfigurationError) { resolved = try secrets.resolve(configuration) } catch { found.add(error) }
        do throws(ConfigurationError) {
            templates = try Templates(configuration, readFile: readFile)
        } catch {
            found.add(error)
        }
        guard found.problems.isEmpty, let resolved, let templates else { throw found }
        return (configuration, resolved, templates)
    }

    private func bytes(of path: String) throws(ConfigurationError) -> [UInt8] {
        do throws(FileReadError) {
            return try readFile(BytePath(path))
        } catch {
            throw SourceMap(file: path).error([(.root, "\(error)")])
        }
    }

    /// A configuration as far as its text can be understood, and everything that is wrong with it.
    private func examine(
        _ bytes: [UInt8], file: String
    ) throws(ConfigurationError) -> (Configuration?, [ConfigurationProblem]) {
        let root: JSONNode
        do throws(JSONSyntaxError) {
            root = try JSONParser.parse(bytes)
        } catch {
            let problem = ConfigurationProblem(
                file: file, position: error.position, path: .root, message: "no JSON: \(error.message)")
            throw ConfigurationError(problems: [problem])
        }
        let source = SourceMap(file: file, root: root)
        let context = ReadingContext(checks: checks)
        let cursor = JSONCursor(node: root, path: .root, context: context)
        var configuration = Format<Configuration>.object(Configuration.init).convert(cursor)
        if let configuration { CrossChecks(configuration: configuration, context: context).run() }
        let (organs, found) = configuration.map { readRoster(of: $0, source) } ?? (OrganDirectory(), [])
        configuration?.organs = organs
        configuration?.source = source
        return (configuration, source.error(context.problems).problems + found)
    }

    /// The organs of the roster, when there is one, and everything that is wrong with it.
    private func readRoster(
        of configuration: Configuration, _ source: SourceMap
    ) -> (OrganDirectory, [ConfigurationProblem]) {
        guard let path = configuration.roster else { return (OrganDirectory(), []) }
        let key = JSONPath("roster")
        let bytes: [UInt8]
        do throws(FileReadError) {
            bytes = try readFile(path)
        } catch {
            return (OrganDirectory(), [source.problem(at: key, "\(path.display): \(error)")])
        }
        func problem(_ line: Int, _ message: String) -> ConfigurationProblem {
            ConfigurationProblem(
                file: path.display, position: TextPosition(line: line, column: 1), path: .root, message: message)
        }
        do throws(RosterError) {
            let roster = try RosterReader.read(bytes)
            return (OrganDirectory(roster), unknownChannels(in: roster, configuration).map(problem))
        } catch {
            return (OrganDirectory(), error.problems.map { problem($0.line, $0.message) })
        }
    }

    private func unknownChannels(in roster: Roster, _ configuration: Configuration) -> [(Int, String)] {
        let known = Set(configuration.channels.map(\.name))
        return roster.organs.compactMap { organ in
            guard let channel = organ.channel, !known.contains(channel) else { return nil }
            return (organ.line, "\(organ.name): the configuration has no channel \"\(channel)\"")
        }
    }
}
