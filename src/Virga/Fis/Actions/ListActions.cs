using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Actions;

/// <summary>Lists the actions that experiments can run here.</summary>
internal sealed class ListActions : IQuery<ListActionsRequest, ListActionsResponse>
{
    public static ListActionsResponse Run(ListActionsRequest input, WorldView at)
    {
        var page = PageToken.Slice(FisActions.All, input.MaxResults, input.NextToken);
        return new()
        {
            Actions = page.Items.ConvertAll(action => FisActionView.SummaryOf(action, at)),
            NextToken = page.NextToken,
        };
    }
}
