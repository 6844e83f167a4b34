// Stands in for @rocket.chat/ui-kit, which the runtime imports for types only.
export {};
