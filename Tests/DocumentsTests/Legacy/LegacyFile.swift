@testable import Core
@testable import Documents

/// Files in the formats that only LibreOffice writes, made by it of files that tests can write.
enum LegacyFile {
    struct NotConverted: Error {
        let complaint: String
    }

    static func convert(_ bytes: [UInt8], from: String, to: String) throws -> [UInt8] {
        let runner = ChildRunner()
        let program = ChildProgram(
            path: "/usr/lib/libreoffice/program/soffice.bin", package: "libreoffice-writer-nogui",
            format: Message(zh: "文件", en: "a file"))
        let directory = try runner.makeDirectory(for: program)
        guard directory.write(bytes, to: "report.\(from)") else { throw NotConverted(complaint: "no room") }
        var task = ChildTask(
            program: program,
            arguments: [
                "--headless", "--norestore", "--nolockcheck", "--nodefault",
                "-env:UserInstallation=file://\(directory.path)/profile", "--convert-to", to, "--outdir",
                directory.path, "\(directory.path)/report.\(from)",
            ], limits: ChildLimits(ReadingBudget(ReadingLimits())))
        task.limits.openFiles = 256
        task.limits.threads = 256
        task.hasShamSocket = true
        var result = try runner.run(task, in: directory)
        // It made a profile and wants to be started again.
        if result.end == .exited(81) { result = try runner.run(task, in: directory) }
        guard let converted = directory.contents(of: "report.\(to)", limit: 1 << 24) else {
            throw NotConverted(complaint: "\(result.end): \(result.complaint)")
        }
        return converted
    }
}
