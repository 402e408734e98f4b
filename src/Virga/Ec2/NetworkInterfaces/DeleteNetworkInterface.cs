using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkInterfaces;

/// <summary>Deletes an interface that is attached to nothing.</summary>
internal sealed class DeleteNetworkInterface : IMutation<DeleteNetworkInterfaceRequest, DeleteNetworkInterfaceResult>
{
    public static DeleteNetworkInterfaceResult Run(DeleteNetworkInterfaceRequest input, Change change)
    {
        var eni = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        if (eni.Attachment is not null || eni.IsRequesterManaged) throw Ec2Errors.InterfaceInUse(eni.Id);
        RemoveInterface.Run(change, eni);
        return new();
    }
}
