using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Parameters;

/// <summary>Shows all versions of a parameter.</summary>
internal sealed class GetParameterHistory : IQuery<GetParameterHistoryRequest, GetParameterHistoryResult>
{
    public static GetParameterHistoryResult Run(GetParameterHistoryRequest input, WorldView at)
    {
        var row = ParameterLookup.GetOwn(at, input.Name!);
        var page = PageToken.Slice(row.Versions, input.MaxResults ?? DefaultResults, input.NextToken);
        return new()
        {
            Parameters = [.. page.Items.Select(version => ParameterView.History(row, version, input.WithDecryption))],
            NextToken = page.NextToken,
        };
    }

    private const int DefaultResults = 50;
}
