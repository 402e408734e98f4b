using System.Text;
using Virga.Network.Reachability;

namespace Virga.Network.Control;

/// <summary>The answer of <c>virga explain</c>: every component in order, there and back, and the one that stops it.
/// </summary>
internal sealed record Explanation
{
    public required string Source { get; init; }

    public required string Destination { get; init; }

    /// <summary>Such as <c>tcp/5432</c>.</summary>
    public required string Traffic { get; init; }

    /// <summary>The address that the first packet has as its source; null if it never left.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The address that was dialled.</summary>
    public required string DestinationAddress { get; init; }

    /// <summary>Whether the packet arrives and its answer comes back.</summary>
    public required bool IsReachable { get; init; }

    /// <summary>Whether the packet arrives, whatever becomes of the answer.</summary>
    public required bool HasArrived { get; init; }

    public required List<ExplainedStep> Steps { get; init; }

    /// <summary>The component that stops the packet or its answer.</summary>
    public ExplainedStep? StoppedBy { get; init; }

    /// <summary>Ends whose packets do not keep to what is said here, a sentence each; null where all do.</summary>
    public List<string>? NotEnforced { get; init; }

    public static Explanation Of(string source, string destination, PathTraffic traffic, PathFinding finding)
    {
        var steps = finding.Answer.Steps.Select(ExplainedStep.Of).ToList();
        return new()
        {
            Source = source,
            Destination = destination,
            Traffic = traffic.ToString(),
            SourceAddress = finding.Answer.Steps is [{ Packet: { } first }, ..] ? first.Source.ToString() : null,
            DestinationAddress = finding.Question.Destination.ToString(),
            IsReachable = finding.Answer.IsReachable,
            HasArrived = finding.Answer.IsReachable || finding.Answer.Stop is { IsReturn: true },
            Steps = steps,
            StoppedBy = finding.Answer.Stop is { } stop ? ExplainedStep.Of(stop) : null,
        };
    }

    /// <summary>For people: a line a component.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        var verdict = IsReachable ? "reachable" : HasArrived ? "no answer comes back" : "not reachable";
        text.Append($"{Source} to {Destination} ({DestinationAddress}), {Traffic}: {verdict}\n");
        var width = Steps.Count == 0 ? 0 : Steps.Max(step => step.Component.Length);
        var isReturn = false;
        foreach (var step in Steps)
        {
            if (step.IsReturn && !isReturn) text.Append("and back\n");
            isReturn = step.IsReturn;
            var mark = step.Code is null ? "  " : "x ";
            text.Append($"  {mark}{step.Component.PadRight(width)}  {step.Text}");
            text.Append(step.Code is null ? "\n" : $" [{step.Code}]\n");
        }

        foreach (var note in NotEnforced ?? []) text.Append($"not enforced: {note}\n");
        return text.ToString();
    }
}

/// <summary>What one component did.</summary>
/// <param name="Component">Its id: <c>sg-…</c>, <c>acl-…</c>, <c>rtb-…</c>, or <c>internet</c>.</param>
/// <param name="Text">In a sentence.</param>
internal sealed record ExplainedStep(string Component, string Text)
{
    public bool IsReturn { get; init; }

    /// <summary>The interface whose groups, ACL or check it was.</summary>
    public string? Interface { get; init; }

    /// <summary><c>ingress</c> or <c>egress</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>The rule that allows: <c>sgr-…</c>.</summary>
    public string? Rule { get; init; }

    /// <summary>The number of the ACL's entry; null also for the last, which denies.</summary>
    public int? AclEntry { get; init; }

    /// <summary>The destination of the route.</summary>
    public string? Route { get; init; }

    /// <summary>Reachability Analyzer's code, where the packet stops.</summary>
    public string? Code { get; init; }

    public static ExplainedStep Of(PathStep step) => new(step.ComponentId, step.Text)
    {
        IsReturn = step.IsReturn,
        Interface = step.InterfaceId,
        Direction = step.Direction switch
        {
            GateDirection.Ingress => "ingress",
            GateDirection.Egress => "egress",
            _ => null,
        },
        Rule = step.Rule?.Id,
        AclEntry = step.AclEntry?.Number,
        Route = step.Route?.Destination.ToString(),
        Code = step.Code,
    };
}
