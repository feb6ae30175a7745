/// Which organs a rule applies to, by their names as reports give them.
public struct OrganScope: Sendable, Hashable {
    /// Only organs that match one of these; nil for all.
    public var only: [Glob]?
    /// But not those that match one of these.
    public var except: [Glob]

    /// A scope; without anything said it is all organs.
    public init(only: [Glob]? = nil, except: [Glob] = []) {
        self.only = only
        self.except = except
    }

    /// Whether an organ is within; an unknown one matches no pattern.
    public func covers(_ organ: String?) -> Bool {
        func matches(_ globs: [Glob]) -> Bool { organ.map { name in globs.contains { $0.matches(name) } } ?? false }
        return (only.map(matches) ?? true) && !matches(except)
    }
}
