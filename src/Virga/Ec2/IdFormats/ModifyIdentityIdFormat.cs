using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IdFormats;

/// <summary>Asks for long ids for a user or role, which all have.</summary>
internal sealed class ModifyIdentityIdFormat : IQuery<ModifyIdentityIdFormatRequest, ModifyIdentityIdFormatResult>
{
    public static ModifyIdentityIdFormatResult Run(ModifyIdentityIdFormatRequest input, WorldView at)
    {
        IdFormats.CheckChange(input.Resource, input.UseLongIds);
        return new();
    }
}
