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
        let bytes: [UInt8]
        do throws(FileReadError) {
            bytes = try readFile(BytePath(path))
        } catch {
            throw SourceMap(file: path).error([(.root, "\(error)")])
        }
        return try parse(bytes, file: path)
    }

    /// Reads and checks a configuration's text, which `file` names in errors.
    func parse(_ bytes: [UInt8], file: String) throws(ConfigurationError) -> Configuration {
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
        let read = Format<Configuration>.object(Configuration.init).convert(cursor)
        if let read { CrossChecks(configuration: read, context: context).run() }
        guard var configuration = read, context.problems.isEmpty else { throw source.error(context.problems) }
        configuration.source = source
        return configuration
    }
}
