using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.CreationTemplates;

/// <summary>What a repository becomes that nobody created: its id is the prefix of names, or <c>ROOT</c>.</summary>
internal sealed record CreationTemplateRow(string Id) : Row(Id), IRow<CreationTemplateRow>
{
    public static RowKind<CreationTemplateRow> Kind { get; } =
        new("ecr-creation-template");

    /// <summary>Its settings, as ECR shows them.</summary>
    public required RepositoryCreationTemplate Shape { get; init; }
}
