namespace Virga.Fis.Actions;

/// <summary>An action that experiments here can run.</summary>
/// <param name="Parameter">The name of its one parameter, an ISO 8601 duration.</param>
/// <param name="TargetName">The name of its target, or null for one without.</param>
internal sealed record FisAction(string Id, string Description, string Parameter, string ParameterText)
{
    public string? TargetName { get; init; }

    public string? ResourceType { get; init; }

    /// <summary>The least and the greatest value of the parameter.</summary>
    public (TimeSpan Least, TimeSpan Most) Range { get; init; } = (TimeSpan.FromMinutes(1), TimeSpan.FromHours(12));
}

/// <summary>
/// What of FIS's actions is real here: spot interruptions, and waiting. Names, parameters and their ranges: AWS FIS
/// User Guide, "Actions reference".
/// </summary>
internal static class FisActions
{
    public const string Interrupt = "aws:ec2:send-spot-instance-interruptions";
    public const string Wait = "aws:fis:wait";
    public const string SpotInstance = "aws:ec2:spot-instance";

    public static IReadOnlyList<FisAction> All { get; } =
    [
        new(Interrupt, "Send Spot Instance interruption notices, and interrupt the instances two minutes later.",
            "durationBeforeInterruption", "The time from the start of the action to the interruption.")
        {
            TargetName = "SpotInstances",
            ResourceType = SpotInstance,
            Range = (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(15)),
        },
        new(Wait, "Wait.", "duration", "How long to wait."),
    ];

    public static FisAction? Find(string? id) => All.FirstOrDefault(action => action.Id == id);
}
