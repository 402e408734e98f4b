using Virga.Iam.Evaluation;
using Virga.Wire.Iam;

namespace Virga.Iam.Simulation;

/// <summary>What a simulation asks.</summary>
internal sealed record Question(
    List<string> Actions, List<string> Resources, RequestContext Context, string? ResourceOwner)
{
    public static Question Of(
        List<string>? actions, List<string>? resources, List<ContextEntry>? entries, string? resourceOwner)
    {
        var context = new RequestContext();
        foreach (var entry in entries ?? [])
            context.SetMany(entry.ContextKeyName ?? throw IamErrors.InvalidInput("ContextKeyName is missing."),
                entry.ContextKeyValues ?? []);
        return new(actions ?? [], resources is { Count: > 0 } ? resources : ["*"], context,
            resourceOwner is null ? null : IamArns.AccountOf(resourceOwner));
    }
}
