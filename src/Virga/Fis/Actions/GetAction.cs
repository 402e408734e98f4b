using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Actions;

/// <summary>Describes an action that experiments can run.</summary>
internal sealed class GetAction : IQuery<GetActionRequest, GetActionResponse>
{
    public static GetActionResponse Run(GetActionRequest input, WorldView at) => new()
    {
        Action = FisActionView.Of(
            FisActions.Find(input.Id) ?? throw FisErrors.NotFound("Action", input.Id ?? ""), at),
    };
}
