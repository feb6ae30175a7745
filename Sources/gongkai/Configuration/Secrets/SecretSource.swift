import Core

/// Where a secret is to be found. The configuration's file may be readable by many; the secret itself need not be in it.
enum SecretSource: Hashable, Sendable {
    /// It stands in the configuration.
    case literal(Secret)
    /// A file holds it.
    case file(BytePath)
    /// A variable of the environment holds it.
    case environment(String)
    /// A systemd credential holds it: a file of that name in `$CREDENTIALS_DIRECTORY` (systemd.exec(5)).
    case credential(String)
}

extension Format where Value == SecretSource {
    /// A secret, or a URL that is one.
    static var secret: Format {
        let expectation = #"a string or one of {"file": path}, {"env": name}, {"credential": name}"#
        return Format(expectation: expectation) { cursor in
            switch cursor.node.value {
            case .string(let text) where !text.isEmpty: return .literal(Secret(text))
            case .object(let members) where members.count == 1:
                var reader = ObjectReader(members: members, path: cursor.path, context: cursor.context)
                var source: SecretSource?
                reader.read("file", into: &source, Format<BytePath>.path.map { .file($0) })
                reader.read("env", into: &source, Format<String>.environmentName.map { .environment($0) })
                reader.read("credential", into: &source, Format<String>.credentialName.map { .credential($0) })
                reader.reportUnknownKeys()
                return source
            case .string:
                cursor.report("empty; expected \(expectation)")
                return nil
            case .object:
                cursor.report("expected exactly one of the keys file, env, credential")
                return nil
            case .array, .number, .boolean, .null:
                cursor.mismatch(expectation)
                return nil
            }
        }
    }
}

extension Format where Value == String {
    fileprivate static var environmentName: Format {
        text("the name of an environment variable (letters, digits, _)") { name in
            let isName = name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
            return isName && name.first?.isNumber == false ? name : nil
        }
    }

    fileprivate static var credentialName: Format {
        text("the name of a systemd credential, which is a file name without \"/\"") { name in
            name.isEmpty || name == "." || name == ".." || name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
                ? nil : name
        }
    }
}
