using Virga.Service;
using Virga.Ssm.PublicParameters;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Shows the parameters below a path.</summary>
internal sealed class GetParametersByPath : IQuery<GetParametersByPathRequest, GetParametersByPathResult>
{
    public static GetParametersByPathResult Run(GetParametersByPathRequest input, WorldView at)
    {
        var path = input.Path!;
        if (!path.StartsWith('/'))
            throw SsmErrors.Validation("The parameter doesn't meet the parameter name requirements. The parameter "
                + "name must begin "
                + "with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It "
                    + "must use only "
                + "letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special "
                    + "characters are not "
                + "allowed. All sub-paths, if specified, must use the forward slash symbol \"/\". Valid example: "
                + "/get/parameters2-/by1./path0_.");
        if (PublicParameterCatalogue.IsPublic(path)) return Published(input, at);
        var label = input.ParameterFilters?.Find(filter => filter.Key == "Label")?.Values;
        var rows = at.Rows<ParameterRow>().After(PageToken.Read(input.NextToken))
            .Where(row => input.Recursive == true
                ? ParameterPath.IsBelow(row, path)
                : ParameterPath.IsDirectlyBelow(row, path))
            .Where(row => ParameterFilters.Fits(at, row, input.ParameterFilters))
            .Take((input.MaxResults ?? DefaultResults) + 1).ToList();
        var isLast = rows.Count <= (input.MaxResults ?? DefaultResults);
        if (!isLast) rows.RemoveAt(rows.Count - 1);
        return new()
        {
            Parameters = [.. rows.Select(row => ParameterView.Of(
                row, Labelled(row, label), row.Name, null, input.WithDecryption, at))],
            NextToken = isLast ? null : PageToken.After(rows[^1].Sequence),
        };
    }

    /// <summary>Also the most that AWS gives.</summary>
    private const int DefaultResults = 10;

    /// <summary>A filter by label gives the version that has the label.</summary>
    private static ParameterVersion Labelled(ParameterRow row, List<string>? labels) => labels is null
        ? row.Latest
        : row.Versions.LastOrDefault(version => version.Labels.Any(labels.Contains)) ?? row.Latest;

    private static GetParametersByPathResult Published(GetParametersByPathRequest input, WorldView at)
    {
        var all = input.Recursive == true
            ? PublicParameterCatalogue.ByPath(at.Region, input.Path!)
            : PublicParameterCatalogue.Children(at.Region, input.Path!);
        var page = PageToken.Slice(all.ToList(), input.MaxResults ?? DefaultResults, input.NextToken);
        return new() { Parameters = [.. page.Items.Select(ParameterView.Of)], NextToken = page.NextToken };
    }
}
