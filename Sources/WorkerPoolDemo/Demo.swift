// The program: reads the command line, lets the contestants run, prints their figures, and turns every error into one
// line.

import Foundation
import WorkerPool

@main
enum Demo {
    static func main() async {
        do throws(Complaint) {
            try Console.prepare()
            let options = try Options(Console.arguments.dropFirst())
            let output = options.wantsHelp ? Options.help : try await output(for: options)
            try Console.write(output)
        } catch {
            Console.note(error.message)
            exit(error.status.rawValue)
        }
    }

    /// Runs the comparison off the main actor: its contestants should meet in the pool of threads that tasks run on.
    @concurrent
    private static func output(for options: Options) async throws(Complaint) -> String {
        let input = try await Input(options)
        let pool: WorkerPool
        do throws(WorkerPool.StartError) {
            var configuration = WorkerPool.Configuration()
            if let workers = options.workers { configuration.workers = workers }
            pool = try WorkerPool(configuration)
        } catch {
            throw Complaint(.system, "the pool cannot start: \(error)")
        }
        var comparison = Comparison(
            pool: pool,
            decoder: DocumentDecoder.events(where: input.condition),
            batchSize: options.batchSize
        )
        var problem: Complaint?
        do throws(Complaint) {
            try await comparison.run(on: input.source, shortestRun: input.shortestRun)
        } catch {
            problem = error
        }
        await pool.shutdown()
        if let problem { throw problem }
        let report = Report(comparison, of: input)
        return options.wantsJSON ? try report.json : report.text
    }
}
