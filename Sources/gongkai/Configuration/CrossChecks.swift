import Core

/// What no value shows alone: whether the parts of a configuration fit together.
struct CrossChecks {
    let configuration: Configuration
    let context: ReadingContext

    /// Reports what does not fit. A value that is wrong by itself has been reported and makes no second problem.
    func run() {
        checkWatchedDirectories()
        checkDestinations()
        checkChannelReferences()
        checkFallbacks()
        checkTargets()
        checkRuleReferences()
    }

    private func claims<Value>(_ select: (ReadingContext.Claim) -> Value?) -> [(path: JSONPath, value: Value)] {
        context.claims.compactMap { path, claim in select(claim).map { (path, $0) } }
    }
}

// MARK: Directories

extension CrossChecks {
    /// A file that two watches see would be read twice.
    private func checkWatchedDirectories() {
        let watched = claims { if case .watched(let path) = $0 { path } else { nil } }
        for (index, (path, directory)) in watched.enumerated() {
            if watched[..<index].contains(where: { $0.value == directory }) {
                context.report(path, "\(quoted(directory)) stands here twice; keep one")
            } else if let outer = watched.first(where: { $0.value != directory && isWatched(directory, by: $0.value) })
            {
                context.report(
                    path,
                    "lies within \(quoted(outer.value)), which is watched with all below it; remove one of the two")
            }
        }
    }

    /// What the daemon writes into a directory that it watches would come back as new files.
    private func checkDestinations() {
        let destinations: [(JSONPath, BytePath?)] = [
            (JSONPath("state"), configuration.state),
            (JSONPath("after", "archive"), configuration.after.archive),
            (JSONPath("after", "quarantine"), configuration.after.quarantine),
        ]
        for (path, destination) in destinations {
            guard let destination,
                let outer = configuration.watch.directories.first(where: { isWatched(destination, by: $0) })
            else { continue }
            context.report(path, "lies within the watched directory \(quoted(outer)); choose a place outside of it")
        }
    }

    private func isWatched(_ path: BytePath, by directory: BytePath) -> Bool {
        if path == directory { return true }
        return configuration.watch.recursive && path.bytes.starts(with: directory.appending([]).bytes)
    }

    private func quoted(_ path: BytePath) -> String { "\"\(path.display)\"" }
}

// MARK: Channels

extension CrossChecks {
    private func checkChannelReferences() {
        let known = configuration.channels.map(\.name)
        for (path, name) in claims({ if case .channel(let name) = $0 { name } else { nil } }) {
            if known.contains(name) { continue }
            let remedy =
                NearestName.to(name, among: known).map { "did you mean \"\($0)\"?" }
                ?? (known.isEmpty ? "there are none" : "there are \(known.joined(separator: ", "))")
            context.report(path, "no channel of this name; \(remedy)")
        }
    }

    /// Each channel has at most one fallback, so a circle shows when the way from a channel comes back to it.
    private func checkFallbacks() {
        let channels = configuration.channels
        let fallbacks = Dictionary(channels.map { ($0.name, $0.channel.fallback) }) { first, _ in first }
        for (name, _) in channels {
            var way = [name]
            while let last = way.last, let next = fallbacks[last] ?? nil, way.count <= channels.count {
                way.append(next)
                guard next == name else { continue }
                context.report(
                    JSONPath("channels", name, "fallback"),
                    "leads in a circle: \(way.joined(separator: " → ")); break it")
                break
            }
        }
    }

    /// URLs that stand in the file itself; those that stand elsewhere are checked when they are fetched.
    private func checkTargets() {
        let network = configuration.network
        for (name, channel) in configuration.channels {
            guard case .literal(let url) = channel.url else { continue }
            if let objection = network.objection(toTarget: url.reveal(), of: channel.type) {
                context.report(JSONPath("channels", name, "url"), objection)
            }
        }
        if case .literal(let url) = network.proxy, let objection = network.objection(toProxy: url.reveal()) {
            context.report(JSONPath("network", "proxy"), objection)
        }
    }
}

// MARK: Rules

extension CrossChecks {
    private func checkRuleReferences() {
        let custom = claims { if case .customRule(let id) = $0 { id } else { nil } }
        for (index, (path, id)) in custom.enumerated() where custom[..<index].contains(where: { $0.value == id }) {
            context.report(path, "another rule has this id; give each its own")
        }
        let ids = (context.checks.rules + custom.map(\.value)).map(\.description)
        for (path, glob) in claims({ if case .rule(let glob) = $0 { glob } else { nil } }) {
            if ids.contains(where: glob.matches) { continue }
            context.report(path, "no rule has the id \"\(glob)\"; \(remedy(for: glob, ids: ids))")
        }
    }

    private func remedy(for glob: Glob, ids: [String]) -> String {
        let groups = ids.compactMap { $0.split(separator: ".").first.map { "\($0).*" } }
        if let meant = NearestName.to(glob.pattern, among: ids + groups) { return "did you mean \"\(meant)\"?" }
        return glob.pattern.hasPrefix("custom.")
            ? "rules.custom defines those that begin with custom." : "`gongkai rules` lists all ids"
    }
}
