using System.CommandLine;
using System.Globalization;
using CaseWorker.Host.Commands;
using CaseWorker.Host.Settings;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Settings (--Storage:Provider=SqlServer, --Urls=…) may stand anywhere on the line; what is left names the command.
var line = ProgramArguments.Split(args);

var root = new RootCommand("CaseWorker takes support cases in, keeps them in strict FIFO order per service, and gives each to a rep.")
{
    ServeCommand.Create(line.Settings),
    MigrateCommand.Create(line.Settings),
    EnqueueCommand.Create(line.Settings),
    CatalogCommands.Create(line.Settings),
    CasesCommands.Create(line.Settings),
    ParkedCommands.Create(line.Settings),
    FifoCommands.Create(line.Settings),
    KeysCommands.Create(line.Settings),
    RepsCommands.Create(line.Settings),
    PartitionsCommands.Create(line.Settings),
};
root.SetAction(ServeCommand.Action(line.Settings));

return await ProgramExit.RunAsync(root.Parse(line.Command));
