import Core

/// What a value of the configuration has to look like, and how it becomes a typed one.
///
/// Formats are put together from smaller ones: `.list(of: .optional(.integer(in: 1...9)))`.
struct Format<Value> {
    /// What would be right, as the end of "expected …".
    let expectation: String
    /// The typed value; nil when the value is wrong, which has been reported then.
    let convert: (JSONCursor) -> Value?
}

extension Format {
    /// A format whose whole complaint is its expectation.
    static func simple(_ expectation: String, _ convert: @escaping (JSONNode.Value) -> Value?) -> Format {
        Format(expectation: expectation) { cursor in
            if let value = convert(cursor.node.value) { return value }
            cursor.mismatch(expectation)
            return nil
        }
    }

    /// A format over the text of a string.
    static func text(_ expectation: String, _ convert: @escaping (String) -> Value?) -> Format {
        simple(expectation) { value in
            guard case .string(let text) = value else { return nil }
            return convert(text)
        }
    }

    /// The same format with its result turned into something else.
    func map<Other>(_ transform: @escaping (Value) -> Other) -> Format<Other> {
        Format<Other>(expectation: expectation) { convert($0).map(transform) }
    }

    /// The same format for values that say something about the whole configuration.
    func claiming(_ claim: @escaping (Value) -> ReadingContext.Claim) -> Format {
        Format(expectation: expectation) { cursor in
            let value = convert(cursor)
            if let value { cursor.context.claim(cursor.path, claim(value)) }
            return value
        }
    }

    /// The same format with one more condition; `objection` says what is wrong, or nil.
    func checked(_ objection: @escaping (Value, ReadingContext) -> String?) -> Format {
        Format(expectation: expectation) { cursor in
            guard let value = convert(cursor) else { return nil }
            guard let message = objection(value, cursor.context) else { return value }
            cursor.report(message)
            return nil
        }
    }
}

// MARK: Scalars

extension Format where Value == Bool {
    static var boolean: Format {
        simple("true or false") { value in
            guard case .boolean(let flag) = value else { return nil }
            return flag
        }
    }
}

extension Format where Value == Int {
    static func integer(in range: ClosedRange<Int>) -> Format {
        simple("an integer from \(range.lowerBound) to \(range.upperBound)") { value in
            guard case .number(let text) = value else { return nil }
            // 1e3 and 250.0 are integers too, as JSON Schema has it.
            return (Int(text) ?? Double(text).flatMap(Int.init(exactly:))).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension Format where Value == Double {
    static func number(in range: ClosedRange<Double>) -> Format {
        func plain(_ bound: Double) -> String { Int(exactly: bound).map(String.init) ?? String(bound) }
        return simple("a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))") { value in
            guard case .number(let text) = value, let number = Double(text) else { return nil }
            return range.contains(number) ? number : nil
        }
    }
}

extension Format where Value == String {
    /// A string that says something.
    static var nonEmptyString: Format {
        text("a string that is not empty") { $0.isEmpty ? nil : $0 }
    }

    /// Any string.
    static var string: Format {
        text("a string") { $0 }
    }
}

extension Format where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of the names of an enumeration.
    static var choice: Format { choice(among: Array(Value.allCases)) }

    /// One of these names.
    static func choice(among values: [Value]) -> Format {
        let names = values.map(\.rawValue)
        let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
        let expectation = names.count == 1 ? list : "one of \(list)"
        return Format(expectation: expectation) { cursor in
            guard case .string(let text) = cursor.node.value, let value = values.first(where: { $0.rawValue == text })
            else {
                cursor.mismatch(expectation)
                return nil
            }
            return value
        }
    }
}

// MARK: Containers

extension Format {
    /// The format, or null for nothing.
    static func optional<Wrapped>(_ format: Format<Wrapped>) -> Format<Wrapped?> where Value == Wrapped? {
        Format(expectation: "\(format.expectation) or null") { cursor in
            if case .null = cursor.node.value { return .some(nil) }
            var cursor = cursor
            cursor.mayBeNull = true
            return format.convert(cursor)
        }
    }

    /// A list; wrong elements are reported one by one and left out.
    static func list<Element>(of element: Format<Element>) -> Format<[Element]> where Value == [Element] {
        let expectation = "a list, each \(element.expectation)"
        return Format(expectation: expectation) { cursor in
            guard case .array(let nodes) = cursor.node.value else {
                cursor.mismatch(expectation)
                return nil
            }
            return nodes.enumerated().compactMap { index, node in
                element.convert(JSONCursor(node: node, path: cursor.path[index], context: cursor.context))
            }
        }
    }

    /// A list that may not be empty.
    static func atLeastOne<Element>(of element: Format<Element>) -> Format<[Element]> where Value == [Element] {
        let list = Format.list(of: element)
        return Format(expectation: list.expectation) { cursor in
            if case .array(let nodes) = cursor.node.value, nodes.isEmpty {
                cursor.report("empty; expected \(list.expectation)")
                return nil
            }
            return list.convert(cursor)
        }
    }

    /// One value or a list of them.
    static func oneOrMore<Element>(of element: Format<Element>) -> Format<[Element]> where Value == [Element] {
        let many = Format.list(of: element)
        return Format(expectation: "\(element.expectation), or a list of such") { cursor in
            if case .array = cursor.node.value { return many.convert(cursor) }
            return element.convert(cursor).map { [$0] }
        }
    }

    /// An object whose keys are the author's own names.
    static func dictionary<Element>(
        of element: Format<Element>
    ) -> Format<[(key: String, value: Element)]> where Value == [(key: String, value: Element)] {
        Format(expectation: "an object") { cursor in
            guard case .object(let members) = cursor.node.value else {
                cursor.mismatch("an object")
                return nil
            }
            var seen: Set<String> = []
            return members.compactMap { member in
                let path = cursor.path[member.name]
                guard seen.insert(member.name).inserted else {
                    cursor.context.report(path, "this key stands here twice; keep one")
                    return nil
                }
                let node = JSONCursor(node: member.node, path: path, context: cursor.context)
                return element.convert(node).map { (member.name, $0) }
            }
        }
    }

    /// A block of the configuration: an object with keys of ours.
    static func object(_ read: @escaping (inout ObjectReader) -> Value) -> Format {
        Format(expectation: "an object") { cursor in
            guard case .object(let members) = cursor.node.value else {
                cursor.mismatch("an object")
                return nil
            }
            var reader = ObjectReader(members: members, path: cursor.path, context: cursor.context)
            return read(&reader)
        }
    }
}
