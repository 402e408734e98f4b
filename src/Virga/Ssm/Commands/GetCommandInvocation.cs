using Virga.Service;
using Virga.Ssm.Documents;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>Shows what became of a command on an instance, with its output.</summary>
internal sealed class GetCommandInvocation : IQuery<GetCommandInvocationRequest, GetCommandInvocationResult>
{
    public static GetCommandInvocationResult Run(GetCommandInvocationRequest input, WorldView at)
    {
        var row = at.Find<CommandInvocationRow>(CommandInvocationRow.IdOf(input.CommandId!, input.InstanceId!))
            ?? throw SsmErrors.InvocationDoesNotExist();
        if (input.PluginName is not (null or DocumentCatalogue.Plugin or DocumentCatalogue.PluginId))
            throw SsmErrors.InvalidPluginName();
        return CommandView.Whole(row, at);
    }
}
