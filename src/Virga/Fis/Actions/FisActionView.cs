using Virga.Ec2.Zones;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Actions;

/// <summary>Actions and target resource types as they are listed.</summary>
internal static class FisActionView
{
    public static Wire.Fis.Action Of(FisAction action, WorldView at) => new()
    {
        Id = action.Id,
        Arn = ArnOf(action, at),
        Description = action.Description,
        Parameters = new()
        {
            [action.Parameter] = new() { Description = action.ParameterText, Required = true },
        },
        Targets = TargetsOf(action),
        Tags = [],
    };

    public static ActionSummary SummaryOf(FisAction action, WorldView at) => new()
    {
        Id = action.Id,
        Arn = ArnOf(action, at),
        Description = action.Description,
        Targets = TargetsOf(action),
        Tags = [],
    };

    /// <summary>Actions are in every account.</summary>
    private static string ArnOf(FisAction action, WorldView at) =>
        $"arn:{PartitionFacts.OfRegion(at.Region).Name}:fis:{at.Region}:{at.Account}:action/{action.Id}";

    private static Dictionary<string, ActionTarget> TargetsOf(FisAction action) => action.TargetName is { } name
        ? new() { [name] = new() { ResourceType = action.ResourceType } }
        : [];
}
