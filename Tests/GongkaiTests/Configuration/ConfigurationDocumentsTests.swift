import Core
import Testing

@testable import gongkai

/// The example, the schema and the documentation say what the reader does: each is tried against it.
@Suite struct ConfigurationDocumentsTests {
    private let schema: JSONNode
    private let example: JSONNode
    private let documentation: String

    init() throws {
        schema = try JSONParser.parse(Fixture.repositoryFile("config.schema.json"))
        example = try JSONParser.parse(Fixture.repositoryFile("config.example.json"))
        documentation = String(decoding: try Fixture.repositoryFile("docs/configuration.md"), as: UTF8.self)
    }

    @Test func `the example is right and holds the defaults`() throws {
        let read = try Fixture.read(String(decoding: Fixture.repositoryFile("config.example.json"), as: UTF8.self))
        var expected = Configuration.default
        expected.watch.directories = [BytePath("/srv/gongkai/drop")]
        (expected.channels, expected.routes, expected.source) = (read.channels, read.routes, read.source)
        #expect("\(read)" == "\(expected)")
        #expect(read.channels.map(\.name) == ["oversight", "archive"])
        #expect(read.notices.map(\.path.description) == [])
    }

    @Test(arguments: ConfigurationBlock.all)
    func `the schema has the keys that the reader knows`(block: ConfigurationBlock) throws {
        let properties = try properties(of: block)
        let unknown = String(repeating: "0", count: 30)
        let message = try #require(
            Fixture.problems { () throws(ConfigurationError) in
                try Fixture.read(block.configuration(with: #""\#(unknown)": 0"#))
            }.first { $0.hasPrefix("\(block.path(of: unknown)): unknown key; known here: ") })
        let known = try #require(message.split(separator: ": ").last).split(separator: ", ").map(String.init)
        // What only other types of channel have is checked type by type below.
        let others = block.path == "channels.a" ? ChannelType.ownKeys.subtracting(["url", "secret"]) : []
        #expect(Set(known) == Set(properties.members.map(\.name)).subtracting(others))
    }

    @Test func `the schema gives each type of channel the keys that the reader gives it`() throws {
        let conditions = try #require(schema["$defs"]?["channel"]?["allOf"]).elements
        for type in ChannelType.allCases {
            let condition = try #require(
                conditions.first { condition in
                    let types = condition["if"]?["properties"]?["type"]?["enum"]?.elements ?? []
                    return types.contains { $0.json == "\"\(type.rawValue)\"" }
                })
            let required = condition["then"]?["required"]?.elements.map(\.json) ?? []
            let forbidden = condition["then"]?["properties"]?.members.map(\.name) ?? []
            #expect(required == type.required.map { "\"\($0.rawValue)\"" })
            let allowed = Set((type.required + type.optional).map(\.rawValue))
            #expect(Set(forbidden) == ChannelType.ownKeys.subtracting(allowed))
        }
    }

    /// Tries each number's bounds and one beyond, and each name of a choice and one that is none.
    @Test(arguments: ConfigurationBlock.all)
    func `the schema has the bounds and names that the reader has`(block: ConfigurationBlock) throws {
        func isWrong(_ key: String, _ value: String) -> Bool {
            let problems = Fixture.problems { () throws(ConfigurationError) in
                try Fixture.read(block.configuration(with: #""\#(key)": \#(value)"#))
            }
            return problems.contains { $0.hasPrefix("\(block.path(of: key)): expected") }
        }
        for property in try properties(of: block).members where !block.required.contains("\"\(property.name)\"") {
            let value = property.node["anyOf"]?.elements.first ?? property.node
            for (bound, step) in [("minimum", -1.0), ("maximum", 1.0)] {
                guard let text = value[bound]?.json, let number = Double(text) else { continue }
                #expect(!isWrong(property.name, text), "\(block.path(of: property.name)) \(bound)")
                #expect(isWrong(property.name, "\(Int(number + step))"), "\(block.path(of: property.name)) \(bound)")
            }
            guard let names = value["enum"]?.elements else { continue }
            for name in names { #expect(!isWrong(property.name, name.json), "\(block.path(of: property.name))") }
            #expect(isWrong(property.name, "\"nothing of the kind\""), "\(block.path(of: property.name))")
        }
    }

    /// A key that is written with the schema's default gives the same configuration as without.
    @Test(arguments: ConfigurationBlock.all)
    func `the schema has the defaults that the reader has`(block: ConfigurationBlock) throws {
        func read(_ members: String) throws -> String {
            var configuration = try Fixture.read(block.configuration(with: members))
            configuration.source = Configuration.default.source
            return "\(configuration)"
        }
        for property in try properties(of: block).members {
            guard let value = property.node["default"]?.json else { continue }
            #expect(try read(#""\#(property.name)": \#(value)"#) == read(""), "\(block.path(of: property.name))")
        }
    }

    @Test(arguments: ConfigurationBlock.all)
    func `the documentation explains every key with its default and its bounds`(block: ConfigurationBlock) throws {
        let lines = documentation.split(separator: "\n")
        for property in try properties(of: block).members where !property.node.holdsMembers {
            let name = property.name
            // In lists and under names of one's own there is no full path: the table has the key, or its last two.
            let ownPath = block.path.split(separator: "].").last.map { "\($0).\(name)" } ?? name
            let isNested = block.path.contains("[") || block.path.contains("channels.")
            let names = isNested ? ["`\(name)`", "`\(ownPath)`"] : ["`\(block.path(of: name))`"]
            let row = lines.first { line in names.contains { line.hasPrefix("| \($0) |") } }
            guard let row else {
                #expect(
                    documentation.contains("\"\(name)\"") || documentation.contains("`\(name)`"),
                    "\(block.path(of: name))")
                continue
            }
            let value = property.node["default"]?.json
            if let value, property.node["type"]?.json != "\"array\"", !["null", "[]"].contains(value) {
                #expect(row.contains("`\(value)`"), "\(row)")
            }
            let constraint = property.node["anyOf"]?.elements.first ?? property.node
            for bound in [constraint["minimum"]?.json, constraint["maximum"]?.json] {
                guard let bound else { continue }
                #expect(row.contains(bound == "\(1 << 40)" ? "2⁴⁰" : bound), "\(row)")
            }
            for choice in constraint["enum"]?.elements ?? [] {
                #expect(row.contains("`\(choice.json.filter { $0 != "\"" })`") || name == "type", "\(row)")
            }
        }
    }

    @Test func `the document of the rules is the catalogue`() throws {
        let document = String(decoding: try Fixture.repositoryFile("docs/rules.md"), as: UTF8.self)
        #expect(document == RulesDocument.text, "gongkai rules --format markdown > docs/rules.md")
    }

    @Test func `the example has every key that is not within a list or a name of one's own`() throws {
        for block in ConfigurationBlock.all where !block.path.contains("[") && !block.path.contains("channels.") {
            let node = block.path.split(separator: ".").reduce(example as JSONNode?) { $0?[String($1)] }
            guard let node, !node.members.isEmpty else { continue }
            #expect(Set(node.members.map(\.name)) == Set(try properties(of: block).members.map(\.name)), "\(block)")
        }
    }

    /// The schema's description of an object's keys.
    private func properties(of block: ConfigurationBlock) throws -> JSONNode {
        let node = block.schema.reduce(schema as JSONNode?) { $0?[$1] }
        let object = try #require(node)
        return try #require(object["properties"] ?? object["anyOf"]?.elements.first?["properties"])
    }
}

extension ChannelType {
    /// All keys that only some types have.
    fileprivate static var ownKeys: Set<String> {
        Set(allCases.flatMap { $0.required + $0.optional }.map(\.rawValue))
    }
}

extension JSONNode {
    fileprivate var members: [JSONMember] {
        if case .object(let members) = value { members } else { [] }
    }

    fileprivate var elements: [JSONNode] {
        if case .array(let elements) = value { elements } else { [] }
    }

    fileprivate subscript(_ key: String) -> JSONNode? { members.first { $0.name == key }?.node }

    /// Whether the schema describes an object with keys of its own here.
    fileprivate var holdsMembers: Bool {
        let alternatives = [self] + (self["anyOf"]?.elements ?? [])
        return alternatives.contains { $0["properties"] != nil || $0["$ref"]?.json == "\"#/$defs/daily\"" }
    }

    /// The value as JSON again.
    fileprivate var json: String {
        switch value {
        case .object(let members): "{\(members.map { "\"\($0.name)\": \($0.node.json)" }.joined(separator: ", "))}"
        case .array(let elements): "[\(elements.map(\.json).joined(separator: ", "))]"
        case .string(let text): "\"\(text)\""
        case .number(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        case .null: "null"
        }
    }
}
