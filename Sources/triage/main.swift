import CommandLineTool
import Foundation

exit(runCommandLine(Array(CommandLine.arguments.dropFirst())))
