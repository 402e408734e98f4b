using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>Lists repositories, or finds some by name.</summary>
internal sealed class DescribeRepositories : IQuery<DescribeRepositoriesRequest, DescribeRepositoriesResponse>
{
    public static DescribeRepositoriesResponse Run(DescribeRepositoriesRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        if (input.RepositoryNames is { Count: > 0 } names)
        {
            if (input.NextToken is not null || input.MaxResults is not null)
                throw EcrErrors.InvalidParameter(
                    "repositoryNames", "nextToken and maxResults cannot be used with repositoryNames");
            var found = names.Distinct().Select(name => registry.Repository(name, "ecr:DescribeRepositories"));
            return new() { Repositories = [.. found.Select(row => RepositoryView.Of(row, registry))] };
        }

        var mine = registry.Rows<RepositoryRow>().Where(row => IsVisible(registry, row));
        var (rows, token) = EcrPage.Of(mine, input.MaxResults, input.NextToken);
        return new()
        {
            Repositories = [.. rows.Select(row => RepositoryView.Of(row, registry))], NextToken = token,
        };
    }

    private static bool IsVisible(WorldView registry, RepositoryRow row) => RepositoryAccess.Decide(
        registry, row.PolicyText, "ecr:DescribeRepositories", EcrPlace.ArnOf(registry, row.Id))
        is not { IsAllowed: false };
}
