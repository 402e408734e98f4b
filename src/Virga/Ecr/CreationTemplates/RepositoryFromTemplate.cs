using Virga.Ecr.Repositories;
using Virga.Ecr.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.CreationTemplates;

/// <summary>Repositories that a push, a replication or a pull-through cache brings about.</summary>
internal static class RepositoryFromTemplate
{
    /// <summary>The template with the longest prefix that fits a name and this use; <c>ROOT</c> fits all.</summary>
    public static RepositoryCreationTemplate? Find(WorldView at, string repository, string use) =>
        at.Rows<CreationTemplateRow>()
            .Where(row => row.Shape.AppliedFor?.Contains(use) == true && Fits(row.Id, repository))
            .OrderByDescending(row => row.Id == "ROOT" ? 0 : row.Id.Length).FirstOrDefault()?.Shape;

    /// <summary>Makes a repository by a template; by the defaults where there is none.</summary>
    public static RepositoryRow Make(Change change, string name, RepositoryCreationTemplate? template)
    {
        RepositoryRules.CheckName(name);
        RepositoryRules.CheckRoom(change);
        var encryption = template?.EncryptionConfiguration;
        var row = change.Put(new RepositoryRow(name)
        {
            CreatedAt = change.Now,
            TagMutability = template?.ImageTagMutability ?? ImageTagMutability.MUTABLE,
            ExclusionFilters = template?.ImageTagMutabilityExclusionFilters,
            Encryption = RepositoryRules.Encryption(change, encryption?.EncryptionType, encryption?.KmsKey),
            PolicyText = Text(template?.RepositoryPolicy),
            LifecyclePolicyText = Text(template?.LifecyclePolicy),
        });
        RepositoryTags.Add(change, name, template?.ResourceTags ?? []);
        return row;
    }

    private static bool Fits(string prefix, string repository) =>
        prefix == "ROOT" || repository.StartsWith(prefix.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string? Text(string? policy) => string.IsNullOrEmpty(policy) ? null : policy;
}
