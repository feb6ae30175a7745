import Core
import Documents
import Glibc
import Logging

/// What the kernel's events mean, and what they are worth.
extension Scout {
    /// Takes one event in.
    func handle(_ event: InotifyEvent, _ now: Monotonic) {
        metrics.events.add()
        guard !event.has(IN_Q_OVERFLOW) else { return rescanAfterOverflow(now) }
        switch watches.meaning(of: event.watch) {
        case .unknown:
            if !event.has(IN_IGNORED) { isFullScanWanted = true }
        case .retired:
            if event.has(IN_IGNORED) { watches.end(event.watch) }
        case .directory(let directory):
            if event.name.isEmpty {
                handle(event, ofDirectory: directory)
            } else if !tree.ignore.matches(event.name) {
                handle(event, of: directory.appending(event.name), now)
            }
        }
    }

    /// A directory's own fate. That of one below a root its parent's watch tells as well.
    private func handle(_ event: InotifyEvent, ofDirectory directory: BytePath) {
        if event.has(IN_IGNORED) { watches.end(event.watch) }
        guard roots.contains(directory) else { return }
        if event.has(IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT) {
            roots.forget(directory)
            unwatch(below: directory)
            checkRoots()
        } else if event.has(IN_ATTRIB) {
            freshScan.add(root: directory)
        }
    }

    private func handle(_ event: InotifyEvent, of path: BytePath, _ now: Monotonic) {
        let report = SidecarName.report(of: path)
        if let report { handle(event, ofSidecarOf: report, now) }
        if event.has(IN_ISDIR) {
            if event.has(IN_MOVED_FROM | IN_DELETE) { unwatch(below: path) }
            // IN_ATTRIB because listing it may be allowed now.
            if tree.isRecursive, event.has(IN_CREATE | IN_MOVED_TO | IN_ATTRIB) { freshScan.add(directory: path) }
        } else if report != nil {
            return
        } else if event.has(IN_MOVED_FROM | IN_DELETE) {
            act(.gone(path), now)
        } else if event.has(IN_CLOSE_WRITE) {
            look(at: path, .closed, now)
        } else if event.has(IN_MOVED_TO) {
            look(at: path, .movedIn, now)
        } else if event.has(IN_CREATE) {
            look(at: path, .created, now)
        } else if event.has(IN_MODIFY) {
            act(.noticed(path, .modified), now)
        } else if event.has(IN_ATTRIB) {
            look(at: path, .attributesChanged, now)
        }
    }

    /// Events were lost, no one knows of what: only looking at everything makes up for it.
    func rescanAfterOverflow(_ now: Monotonic) {
        overflows += 1
        act(.eventsLost, now)
        if !isFullScanWanted {
            logger.warning(
                "events were lost in a burst, scanning everything",
                metadata: ["hint": "harmless; fs.inotify.max_queued_events makes it rarer"])
        }
        isFullScanWanted = true
    }

    /// Watches a directory that is about to be listed.
    func watch(_ directory: BytePath, following: Bool) {
        guard let events else { return }
        do {
            let watch = try events.inotify.watch(directory, following: following)
            watches.insert(watch, directory)
        } catch  where error.code == ENOSPC || error.code == ENOMEM {
            isWatchMissingInScan = true
            guard !isWatchMissing else { return }
            isWatchMissing = true
            logger.warning(
                "not all directories can be watched, polling besides",
                metadata: ["watches": "\(watches.count)", "error": "\(error)"])
        } catch {
            // What has gone needs no watch; what cannot be listed the walk itself tells.
        }
    }

    /// Gives up the watches on a directory and all below it.
    func unwatch(below directory: BytePath) {
        for watch in watches.retire(below: directory) { events?.inotify.unwatch(watch) }
    }

    /// After a full scan: whether every directory has its watch.
    func noteWatches() {
        if isWatchMissing && !isWatchMissingInScan {
            logger.notice("all directories are watched again", metadata: ["watches": "\(watches.count)"])
        }
        isWatchMissing = isWatchMissingInScan
    }

    /// Notes whether a watched directory lies where others' changes give no event.
    func noteFileSystem(of root: BytePath) {
        remoteRoots.remove(root)
        guard events != nil, settings.mode == .auto, let status = try? FileStatus(of: root, following: true) else {
            return
        }
        guard let type = RemoteFileSystems.mounted().type(of: status) else { return }
        remoteRoots.insert(root)
        logger.notice(
            "directory lies on a remote file system, polling besides",
            metadata: ["directory": "\(root.display)", "filesystem": "\(type)"])
    }
}
