using Virga.Fis.Experiments;
using Virga.Fis.ExperimentTemplates;
using Virga.State;

namespace Virga.Fis.Tags;

/// <summary>Tags of templates and experiments, found by ARN.</summary>
internal static class FisTags
{
    /// <summary>The limit of the model.</summary>
    private const int Most = 50;

    public static IReadOnlyDictionary<string, string> Of(WorldView at, string arn)
    {
        var id = arn[(arn.LastIndexOf('/') + 1)..];
        if (arn == FisArns.Of(at, ExperimentTemplateView.Type, id)) return at.Get<ExperimentTemplateRow>(id).Tags;
        if (arn == FisArns.Of(at, ExperimentView.Type, id)) return at.Get<ExperimentRow>(id).Tags;
        throw FisErrors.NotFound("Resource", arn);
    }

    public static void Put(Change change, string arn, Dictionary<string, string> tags)
    {
        if (tags.Count > Most) throw FisErrors.Invalid($"A resource has no more than {Most} tags.");
        var id = arn[(arn.LastIndexOf('/') + 1)..];
        if (change.Find<ExperimentTemplateRow>(id) is { } template) change.Put(template with { Tags = tags });
        else change.Put(change.Get<ExperimentRow>(id) with { Tags = tags });
    }
}
