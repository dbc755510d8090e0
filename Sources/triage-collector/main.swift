import Collector
import Foundation

exit(
  runCollector(CommandLine.arguments.dropFirst(), environment: ProcessInfo.processInfo.environment))
