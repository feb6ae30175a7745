import ArgumentParser

@main
struct Gongkai: AsyncParsableCommand {
}
