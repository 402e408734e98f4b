using Virga.Iam.Users;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServiceSpecificCredentials;

/// <summary>What the operations on service-specific credentials have in common. Texts recorded on AWS.</summary>
internal static class ServiceCredentials
{
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static readonly string[] Services = ["codecommit.amazonaws.com", "cassandra.amazonaws.com"];

    public static void CheckService(string? service)
    {
        if (!Services.Contains(service))
            throw IamErrors.NoSuchEntity($"No such service {service} is supported for Service Specific Credentials");
    }

    /// <summary>A credential of the user that a request means.</summary>
    public static ServiceCredentialRow Get(WorldView at, string? userName, string? id)
    {
        var user = at.Get<UserRow>(UserView.NameOrCaller(userName, at.Caller));
        return at.Find<ServiceCredentialRow>(id) is { } row && row.UserName == user.Id
            ? row
            : throw IamErrors.NoSuchEntity("No such credential ID exists");
    }

    /// <summary>44 characters of base64, as AWS makes them.</summary>
    public static string NewPassword(Change change) => change.RandomText(43, Base64) + "=";

    public static ServiceSpecificCredential Show(ServiceCredentialRow row, string password) => new()
    {
        CreateDate = row.CreateDate,
        ServiceName = row.ServiceName,
        ServiceUserName = row.ServiceUserName,
        ServicePassword = password,
        ServiceSpecificCredentialId = row.Id,
        UserName = row.UserName,
        Status = row.Status,
    };
}
