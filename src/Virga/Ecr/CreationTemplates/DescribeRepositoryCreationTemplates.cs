using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.CreationTemplates;

/// <summary>Lists templates.</summary>
internal sealed class DescribeRepositoryCreationTemplates
    : IQuery<DescribeRepositoryCreationTemplatesRequest, DescribeRepositoryCreationTemplatesResponse>
{
    public static DescribeRepositoryCreationTemplatesResponse Run(
        DescribeRepositoryCreationTemplatesRequest input, WorldView at)
    {
        var rows = at.Rows<CreationTemplateRow>()
            .Where(row => input.Prefixes is not { Count: > 0 } wanted || wanted.Contains(row.Id));
        var (items, token) = EcrPage.Of(rows, input.MaxResults, input.NextToken);
        return new()
        {
            RegistryId = at.Account,
            RepositoryCreationTemplates = [.. items.Select(row => row.Shape)],
            NextToken = token,
        };
    }
}
