import Core
import Glibc
import Testing

@testable import Documents

/// The fence around children, tried with real ones: each test is a program that does what a hijacked converter would.
@Suite struct ChildRunnerTests {
    /// Part of every Debian system, and able to call what shells cannot.
    private static let perl = ChildProgram(
        path: "/usr/bin/perl", package: "perl-base", format: Message(zh: "测试", en: "a test"))

    private func run(
        _ script: String, input: String = "", seconds: Int = 20, memoryBytes: Int = 256 << 20,
        outputBytes: Int = 1 << 20, mayFork: Bool = false
    ) throws -> ChildResult {
        var task = task(script, seconds: seconds, memoryBytes: memoryBytes, outputBytes: outputBytes)
        task.mayFork = mayFork
        if mayFork { task.limits.threads = 1000 }
        return try ChildRunner().run(task, input: Array(input.utf8))
    }

    private func task(
        _ script: String, seconds: Int = 20, memoryBytes: Int = 256 << 20, outputBytes: Int = 1 << 20
    ) -> ChildTask {
        ChildTask(
            program: Self.perl, arguments: ["-e", script],
            limits: ChildLimits(seconds: seconds, memoryBytes: memoryBytes, outputBytes: outputBytes))
    }

    private func text(_ result: ChildResult) -> String { String(decoding: result.output, as: UTF8.self) }

    @Test func `a child reads its input and writes its output`() throws {
        let result = try run("while (<STDIN>) { print uc } print STDERR qq(well\\n); exit 3", input: "one\ntwo\n")
        #expect(result.end == .exited(3))
        #expect(text(result) == "ONE\nTWO\n")
        #expect(result.complaint == "well")
    }

    @Test func `its input is a file that can be sought in and opened anew`() throws {
        let result = try run(
            """
            seek(STDIN, -3, 2) or die; print scalar(<STDIN>);
            open(my $again, '<', '/proc/self/fd/0') or die $!; print scalar(<$again>);
            """, input: "first\nend")
        #expect(result.end == .exited(0))
        #expect(text(result) == "endfirst\n")
    }

    @Test func `it gets no environment, no descriptors and no working directory of ours`() throws {
        let result = try run(
            "print join(',', map { qq($_=$ENV{$_}) } sort keys %ENV), ' '; opendir(D, '/proc/self/fd') or print 'shut';"
                + "use Cwd; print ' ', getcwd()")
        let lines = text(result)
        #expect(lines.hasPrefix("HOME=/,LC_ALL=C.UTF-8,PATH=/usr/bin:/bin,TMPDIR=/ "))
        #expect(lines.hasSuffix(" /"))
        let inherited = try run(
            "for (3..200) { open(my $f, '>&=', $_) and print qq($_ ) }")
        #expect(text(inherited) == "")
    }

    @Test func `an endless one is killed at its deadline`() throws {
        let start = ContinuousClock.now
        #expect(try run("1 while 1", seconds: 1).end == .outOfTime)
        #expect(try run("sleep 1000", seconds: 1).end == .outOfTime)
        #expect(start.duration(to: .now) < .seconds(15))
    }

    @Test func `one that will not stop writing is stopped`() throws {
        let result = try run("print 'x' x 4096 while 1", outputBytes: 100_000)
        #expect(result.end == .outOfSpace)
        #expect(result.output.count <= 100_000)
        let complaining = try run("print STDERR 'y' x 1000 for 1..1000; print 'done'")
        #expect(text(complaining) == "done")
        #expect(complaining.complaint.count == 2048)
    }

    @Test func `one that closes its output and goes on is still waited for`() throws {
        #expect(try run("close STDOUT; close STDERR; select(undef, undef, undef, 0.2); exit 5").end == .exited(5))
    }

    @Test func `a crashing one is a result`() throws {
        #expect(try run("kill 'SEGV', $$").end == .killed(signal: SIGSEGV))
        #expect(try run("require POSIX; POSIX::abort()").end == .killed(signal: SIGABRT))
    }

    @Test func `memory is bounded`() throws {
        let result = try run("my @hog; push @hog, 'x' x (1 << 24) while 1", memoryBytes: 64 << 20)
        guard case .exited(let code) = result.end else { return #expect(result.end != .outOfTime) }
        #expect(code != 0)
    }

    @Test func `no sockets`() throws {
        let result = try run(
            """
            use Socket;
            for my $family (AF_INET, AF_INET6, AF_UNIX) { print socket(my $s, $family, SOCK_STREAM, 0) ? 'open ' : qq($! ) }
            print socketpair(my $a, my $b, AF_UNIX, SOCK_STREAM, 0) ? 'open' : $!;
            """)
        #expect(
            text(result)
                == "Operation not permitted Operation not permitted Operation not permitted Operation not permitted")
    }

    @Test func `no processes, unless it needs them`() throws {
        #expect(text(try run("print defined(fork) ? 'forked' : $!")) == "Operation not permitted")
        #expect(text(try run("print `echo hello`", mayFork: true)) == "hello\n")
    }

    @Test func `no signals to others, and no way to look at them`() throws {
        let parent = getpid()
        let result = try run(
            "print kill('TERM', \(parent)) ? 'sent' : $!; print ' ', syscall(101, 16, \(parent), 0, 0)")
        #expect(text(result) == "Operation not permitted -1")
    }

    @Test(arguments: ["setsid", "setpgrp"])
    func `what it leaves running is killed with it`(way: String) throws {
        let result = try run(
            """
            if (my $pid = fork) { print $pid; exit 0 }
            require POSIX; eval { \(way == "setsid" ? "POSIX::setsid()" : "setpgrp(0, 0)") };
            close STDOUT; close STDERR; sleep 1000 while 1
            """, mayFork: true)
        #expect(result.end == .exited(0))
        let grandchild = try #require(Int32(text(result)))
        // Killed, though whoever inherited it may not have reaped it yet.
        #expect(isGone(grandchild), "\(grandchild) still runs")
    }

    private func isGone(_ process: Int32) -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            if kill(process, 0) == -1 { return true }
            if state(of: process) == "Z" { return true }
            sched_yield()
        }
        return false
    }

    private func state(of process: Int32) -> Character? {
        guard let file = unsafe fopen("/proc/\(process)/stat", "r") else { return nil }
        defer { unsafe fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = unsafe fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer[..<count], as: UTF8.self).split(separator: ") ").last?.first
    }

    private func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    @Test func `it may write in its own directory, which is gone afterwards`() throws {
        var path = ""
        do {
            let directory = try ChildRunner().makeDirectory(for: Self.perl)
            path = directory.path
            let isWritten = directory.write(Array("given".utf8), to: "in.txt")
            #expect(isWritten)
            let result = try ChildRunner().run(
                task(
                    """
                    open(my $in, '<', 'in.txt') or die $!; open(my $out, '>', 'out.txt') or die $!; print $out join('', <$in>); close $out;
                    mkdir 'deep'; symlink('/etc/passwd', 'link.txt'); print $ENV{HOME}
                    """), in: directory)
            #expect(result.end == .exited(0), "\(result.complaint)")
            #expect(text(result) == path)
            let whole = directory.contents(of: "out.txt", limit: 5)
            let tooLong = directory.contents(of: "out.txt", limit: 4)
            let linked = directory.contents(of: "link.txt", limit: 1 << 20)
            #expect(whole == Array("given".utf8))
            #expect(tooLong == nil && linked == nil)
        }
        #expect(!exists(path))
    }

    @Test func `a sham socket listens to nobody and reaches nobody`() throws {
        var task = task(
            """
            use Socket; my $s;
            print socket($s, AF_UNIX, SOCK_STREAM, 0) ? 'made ' : 'refused ';
            print bind($s, pack_sockaddr_un('/tmp/gongkai-sham')) && listen($s, 1) ? 'listens ' : 'refused ';
            print -e '/tmp/gongkai-sham' ? 'there ' : 'nowhere ';
            print connect($s, pack_sockaddr_un('/run/systemd/notify')) ? 'connected ' : qq($! );
            print socket($s, AF_INET, SOCK_STREAM, 0) ? 'made' : $!;
            """)
        task.hasShamSocket = true
        let result = try ChildRunner().run(task, input: [])
        #expect(text(result) == "made listens nowhere Operation not permitted Operation not permitted")
    }

    @Test(.enabled(if: ChildRunner.hasLandlock))
    func `it reads programs and fonts, and nothing of ours`() throws {
        let result = try run(
            """
            for my $path ('/usr/bin/perl', '/etc/passwd', '/proc/1/status', '/tmp') {
                print((-d $path ? opendir(my $d, $path) : open(my $f, '<', $path)) ? 'read ' : 'refused ')
            }
            print open(my $f, '>', '/tmp/gongkai-escape') ? 'written' : 'refused';
            """)
        #expect(text(result) == "read refused refused refused refused")
    }

    @Test func `a program that is not installed names its package`() {
        let nowhere = ChildProgram(
            path: "/usr/bin/no-such-converter", package: "poppler-utils", format: Message(zh: "PDF", en: "PDF"))
        let task = ChildTask(
            program: nowhere, arguments: [], limits: ChildLimits(seconds: 1, memoryBytes: 1 << 26, outputBytes: 1))
        do throws(DocumentFailure) {
            _ = try ChildRunner().run(task, input: [])
            Issue.record("it ran")
        } catch {
            #expect(error.rule == "document.unsupported")
            #expect(error.message.english.contains("apt install poppler-utils"))
        }
    }
}
