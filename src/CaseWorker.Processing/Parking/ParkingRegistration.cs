using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Processing.Parking;

public static class ParkingRegistration
{
    /// <summary>Adds the desk for parked messages. Needs a Database, a TimeProvider, the catalogue and an ICaseQueue.</summary>
    public static IServiceCollection AddParking(this IServiceCollection services) => services.AddSingleton<ParkingDesk>();
}
